"""The other controller is called back when the status changes: signed, in order, at least once."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from typer.testing import CliRunner

from griffie.api.cli import app as command_line
from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.clock import SYSTEM
from griffie.application.webhooks.webhook import BadWebhookError, Kind, Webhook
from griffie.domain.model.setting import Occasion
from tests.conftest import signed_in
from tests.given.story import tell
from tests.opendsr.conftest import Both
from tests.opendsr.partner import CALLBACK, EMAIL, ID, check, message
from tests.webhooks.receiver import Receiver, receiving

PATH = "/api/opendsr/v2/requests"


@pytest.fixture
def receiver() -> Any:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def webhook(store: Store, receiver: Receiver, both: Both) -> Webhook:
    """The callback of the controller, which this test leads to a server on this machine."""
    engine = store.engine
    agreed = frozenset({Kind.OPENDSR_STATUS})
    made = engine.webhooks.add(receiver.url, agreed, engine.now(OPERATOR), allows_private=True)
    opendsr = both.app.state.opendsr
    partners = [one._replace(callbacks=(receiver.url,)) for one in opendsr.partners]
    both.app.state.opendsr = opendsr._replace(partners=partners)
    return made


def serve(store: Store) -> int:
    return store.engine.webhooks.serve(lambda: Occasion(SYSTEM, store.engine.clock()))


def take(store: Store, step: str, **said: Any) -> None:
    office = signed_in(store, Role.DPO)
    # A second application on the same engine: what calls back stays as it was.
    (item,) = office.get("/api/v1/requests").json()["items"]
    answer = office.post(f"/api/v1/requests/{item['id']}/{step}", json=said)
    assert answer.status_code == 200, answer.text


def told(receiver: Receiver) -> list[str]:
    return [check(one.body, one.headers)["request_status"] for one in receiver.got]


def test_each_change_is_told_once_and_signed(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    both.mine.post(PATH, json=message(status_callback_urls=[receiver.url]))
    assert serve(store) == 0
    take(store, "assign", handler="u-2")
    take(store, "add-note", note="Klant gebeld.")
    take(store, "fulfil", right="erasure", measures="Alles gewist.")
    serve(store)
    serve(store)

    assert told(receiver) == ["in_progress"]
    said = json.loads(receiver.got[0].body)
    assert said["status_callback_url"] == receiver.url
    assert (said["subject_request_id"], said["controller_id"]) == (ID, "shop-a")
    assert EMAIL.encode() not in receiver.got[0].body
    both.mine.delete(f"{PATH}/{ID}")
    with pytest.raises(InvalidSignature):
        check(receiver.got[0].body + b" ", receiver.got[0].headers)


def test_what_was_not_taken_is_told_again_in_order(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    both.mine.post(PATH, json=message(status_callback_urls=[receiver.url]))
    receiver.status = 503
    both.mine.delete(f"{PATH}/{ID}")
    assert serve(store) == 0
    receiver.status = 202
    store.engine.webhooks.resume(webhook.id, store.engine.now(OPERATOR))

    assert serve(store) == 1
    assert told(receiver) == ["cancelled", "cancelled"]


def test_who_asked_for_no_callback_gets_none(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    both.mine.post(PATH, json=message(status_callback_urls=None))
    both.mine.delete(f"{PATH}/{ID}")

    assert serve(store) == 0
    assert receiver.got == []


def test_an_erased_request_calls_nobody(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    both.mine.post(PATH, json=message(status_callback_urls=[receiver.url]))
    both.mine.delete(f"{PATH}/{ID}")
    take(store, "close")
    take(store, "erase-personal-data", ground="test_data", explanation="Een proef.")

    assert serve(store) == 0


def test_without_opendsr_those_webhooks_wait(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    both.mine.post(PATH, json=message(status_callback_urls=[receiver.url]))
    both.mine.delete(f"{PATH}/{ID}")
    callbacks, store.engine.webhooks.callbacks = store.engine.webhooks.callbacks, {}
    assert serve(store) == 0

    store.engine.webhooks.callbacks = callbacks
    assert serve(store) == 1
    assert told(receiver) == ["cancelled"]


def test_other_requests_call_nobody_back(
    store: Store, both: Both, receiver: Receiver, webhook: Webhook
) -> None:
    tell(signed_in(store, Role.DPO))

    assert serve(store) == 0
    assert receiver.got == []


def test_the_kind_stands_alone(store: Store) -> None:
    now, both = store.engine.now(OPERATOR), frozenset({Kind.OPENDSR_STATUS, Kind.CLOSED})

    with pytest.raises(BadWebhookError, match="stands alone"):
        store.engine.webhooks.add(CALLBACK, both, now)


def test_it_is_added_on_the_command_line_and_never_by_leaving_kinds_out(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    runner = CliRunner()
    assert runner.invoke(command_line, ["token", "create", "--role", "dpo", "--data", data])
    words = ["webhook", "add", CALLBACK, "--data", data]
    one = runner.invoke(command_line, [*words, "--kind", "opendsr_status"])
    assert "opendsr_status" in one.output
    assert "opendsr_status" not in runner.invoke(command_line, words).output
