"""Webhooks on the files of a store."""

from functools import partial

from griffie.api.composition.files import Files
from griffie.application.requests.requests import Requests
from griffie.application.webhooks.delivery import Delivery
from griffie.domain.webhooks import WEBHOOKS
from griffie.infrastructure.webhooks.addresses import check_address
from griffie.infrastructure.webhooks.post import HttpPost


def webhooks_of(files: Files, requests: Requests) -> Delivery:
    """The webhooks of a store, each message handed over by HTTPS."""
    return Delivery(
        files.access.webhooks,
        files.history,
        HttpPost(),
        check_address,
        record=partial(requests.append, WEBHOOKS),
        history_of_them=partial(requests.history, WEBHOOKS),
        mac=files.key.mac("webhooks"),
    )
