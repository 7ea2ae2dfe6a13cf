"""The other controller is called back when the status of its request changes: §8.5.

A webhook of the kind `opendsr_status` says where and how far: order, back-off, stop and resume are
those of every webhook. A callback says the status of the moment in the log, and nothing personal.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from griffie.application.engine import Engine
from griffie.application.intake.handed_on import message_of
from griffie.application.opendsr.laid_ready import results_of
from griffie.application.opendsr.message import CONFORMS_TO
from griffie.application.opendsr.processing import OpenDsr, Partner, expected, status_of
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.events import RequestReceived

_REMEMBERED = 5_000


class _Agreed(NamedTuple):
    """What a controller said when it handed a request on."""

    partner: Partner
    theirs: str
    urls: Sequence[str]


class Callbacks:
    """What a callback says, event by event; for one thread."""

    def __init__(self, engine: Engine, opendsr: OpenDsr) -> None:
        self._engine, self._sign, self._domain = engine, opendsr.sign, opendsr.domain
        self._partners = {one.id: one for one in opendsr.partners}
        self._agreed = lru_cache(_REMEMBERED)(self._look)

    def __call__(self, url: str, event: Any) -> tuple[Mapping[str, str], bytes] | None:
        """Headers and body of the callback of an event; None where none goes to this address."""
        version = event.originator_version
        agreed = self._agreed(event.originator_id) if version > 1 else None
        if agreed is None or url not in agreed.urls:
            return None
        then = self._engine.requests.load(event.originator_id, version)
        before = self._engine.requests.load(event.originator_id, version - 1)
        if status_of(then) is status_of(before):
            return None
        body = json.dumps(
            {
                "controller_id": agreed.partner.id,
                "expected_completion_time": expected(then),
                "status_callback_url": url,
                "subject_request_id": agreed.theirs,
                "request_status": status_of(then),
            }
            | results_of(then, self._engine.today(), self._domain, agreed.theirs)
        ).encode()
        return {"Content-Type": "application/json", **self._sign(body)}, body

    def _look(self, stream: UUID) -> _Agreed | None:
        """What was said about this stream; None where it is none of OpenDSR, or was erased."""
        with suppress(UnknownRequestError):
            first = next(iter(self._engine.requests.history(stream)), None)
            if not (isinstance(first, RequestReceived) and first.forwarded_by):
                return None
            partner = self._partners.get(first.forwarded_by.party)
            request = self._engine.requests.load(stream)
            said = message_of(self._engine, request, CONFORMS_TO) if partner else None
            if partner and said:
                urls = said.get("status_callback_urls") or ()
                return _Agreed(partner, str(said["subject_request_id"]), tuple(urls))
        return None
