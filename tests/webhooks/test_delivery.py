"""What another program is told: each thing at least once, in order, without a name."""

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from griffie.api.composition import Store
from griffie.api.http.webhook_loop import WebhookLoop
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.webhooks.delivery import BACK_OFF
from griffie.application.webhooks.message import secret_as_text, signed
from griffie.application.webhooks.webhook import TOLD, Kind, Webhook
from griffie.domain.model.setting import Occasion
from griffie.domain.webhooks import WEBHOOKS
from tests.conftest import Clock, Open, signed_in
from tests.given.story import PERSONAL, receive, tell
from tests.given.ticking import ticking
from tests.webhooks.receiver import Receiver, receiving

ALL = TOLD


@pytest.fixture
def receiver() -> object:
    with receiving() as receiver:
        yield receiver


def added(store: Store, receiver: Receiver, kinds: frozenset[Kind] = ALL) -> Webhook:
    now = store.engine.now(OPERATOR)
    return store.engine.webhooks.add(receiver.url, kinds, now, allows_private=True)


def serve(store: Store, at: datetime | None = None) -> int:
    return store.engine.webhooks.serve(lambda: Occasion("system", at or store.engine.clock()))


def told(receiver: Receiver) -> list[str]:
    return [json.loads(one.body)["type"] for one in receiver.got]


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(WEBHOOKS)]


def test_a_message_is_signed_as_standard_webhooks_says() -> None:
    # The example that the libraries of Standard Webhooks are held to.
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', secret)

    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-signature"] == expected
    assert secret_as_text(secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_request_is_told_from_receipt_to_closing(store: Store, receiver: Receiver) -> None:
    webhook = added(store, receiver)
    tell(signed_in(store, Role.HANDLER))

    assert serve(store) == len(receiver.got)
    assert serve(store) == 0

    kinds = told(receiver)
    assert kinds[0] == "request.received"
    assert kinds[-1] == "request.closed"
    assert set(kinds[1:-1]) == {"request.decided"}
    first = receiver.got[0]
    said = json.loads(first.body)
    assert set(said["data"]) == {"id", "reference", "received_on"}
    assert first.path == "/hook?office=1"
    message = f"{first.headers['webhook-id']}.{first.headers['webhook-timestamp']}.".encode()
    right = hmac.digest(webhook.secret, message + first.body, "sha256")
    assert first.headers["webhook-signature"] == f"v1,{base64.b64encode(right).decode()}"
    assert len({one.headers["webhook-id"] for one in receiver.got}) == len(receiver.got)


def test_nothing_personal_leaves(store: Store, receiver: Receiver) -> None:
    added(store, receiver)
    tell(signed_in(store, Role.HANDLER))
    serve(store)

    sent = b"".join(one.body + repr(one.headers).encode() for one in receiver.got)
    for word in PERSONAL:
        assert word.encode() not in sent


def test_a_day_that_comes_near_is_told(store: Store, receiver: Receiver, clock: Clock) -> None:
    added(store, receiver, frozenset({Kind.DUE_SOON}))
    receive(signed_in(store, Role.HANDLER))
    clock.at = datetime(2026, 4, 1, 10, tzinfo=UTC)
    list(ticking(store).tick(Occasion("system", clock.at)))

    serve(store)

    assert set(told(receiver)) == {"request.due_soon"}
    assert all("due_on" in json.loads(one.body)["data"] for one in receiver.got)


def test_only_the_kinds_that_were_asked_and_only_from_then_on(
    store: Store, receiver: Receiver
) -> None:
    clerk = signed_in(store, Role.HANDLER)
    tell(clerk)
    added(store, receiver, frozenset({Kind.CLOSED}))

    assert serve(store) == 0
    tell(clerk)
    serve(store)

    assert told(receiver) == ["request.closed"]


def test_what_was_not_taken_is_tried_again_later_with_the_same_id(
    store: Store, receiver: Receiver, clock: Clock
) -> None:
    added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    receiver.status = 503

    serve(store)
    serve(store)
    assert len(receiver.got) == 1, "not before its time"
    clock.at += BACK_OFF[0]
    serve(store)
    receiver.status = 200
    clock.at += BACK_OFF[1]
    serve(store)

    assert len(receiver.got) == 3
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 1
    assert len({one.headers["webhook-timestamp"] for one in receiver.got}) == 3
    (kept,) = store.engine.webhooks.all()
    assert (kept.failures, kept.due_at) == (0, None)


def test_after_the_last_try_it_stops_says_so_and_goes_on_where_it_was(
    store: Store, receiver: Receiver, clock: Clock
) -> None:
    webhook = added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    receiver.status = 500
    for wait in (*BACK_OFF, timedelta(days=9)):
        serve(store)
        clock.at += wait
    assert serve(store) == 0

    assert len(receiver.got) == len(BACK_OFF) + 1
    assert recorded(store) == ["WebhookAdded", "WebhookStopped"]
    (sign,) = WebhookLoop(store.engine).signs(clock.at)
    assert (sign.well, sign.said) == (False, "1 webhook(s) have stopped")
    receiver.status = 200
    store.engine.webhooks.resume(webhook.id, store.engine.now(OPERATOR))
    assert serve(store) == 1
    (sign,) = WebhookLoop(store.engine).signs(clock.at)
    assert sign.well


def test_where_there_is_no_webhook_it_is_looked_less_often(
    store: Store, receiver: Receiver
) -> None:
    loop = WebhookLoop(store.engine, every=2.0)

    assert loop.look() == 10.0
    webhook = added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    assert loop.look() == 2.0
    assert told(receiver)
    store.engine.webhooks.remove(webhook.id, store.engine.now(OPERATOR))
    assert loop.look() == 10.0


def test_who_is_gone_is_not_asked_again(store: Store, receiver: Receiver) -> None:
    added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    receiver.status = 410

    serve(store)

    assert recorded(store)[-1] == "WebhookStopped"


def test_one_that_fails_holds_up_no_other(store: Store, receiver: Receiver) -> None:
    with receiving() as other:
        added(store, receiver)
        added(store, other)
        receive(signed_in(store, Role.HANDLER))
        receiver.status = 500

        serve(store)

        assert told(other) == ["request.received"]


def test_a_crash_between_handing_over_and_noting_it_tells_it_twice_with_one_id(
    store: Store, receiver: Receiver, opening: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(store, receiver)
    receive(signed_in(store, Role.HANDLER))

    def killed(*_: Webhook) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store.access.webhooks, "advance", killed)
    with pytest.raises(KeyboardInterrupt):
        serve(store)

    assert serve(opening()) == 1
    assert len(receiver.got) == 2
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 1


def test_who_lost_the_lead_unnoticed_writes_nothing(
    store: Store, receiver: Receiver, opening: Open
) -> None:
    webhook = added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    other = opening()
    took = []

    def the_other_goes_on() -> None:
        receiver.before = lambda: None
        took.append(serve(other))
        receive(signed_in(other, Role.HANDLER))
        took.append(serve(other))

    receiver.before = the_other_goes_on
    serve(store)

    (kept,) = store.engine.webhooks.all()
    newest = other.engine.history.newest()
    assert took == [1, 1]
    assert kept == webhook._replace(position=newest)
    assert serve(store) == serve(other) == 0
    # What both had in hand came twice, under one id; what came after it once.
    assert len(receiver.got) == 3
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 2


def test_one_that_is_removed_meanwhile_does_not_come_back(store: Store, receiver: Receiver) -> None:
    webhook = added(store, receiver)
    tell(signed_in(store, Role.HANDLER))
    receiver.before = lambda: store.access.webhooks.remove(webhook.id)

    serve(store)

    assert len(receiver.got) == 1
    assert store.engine.webhooks.all() == []


def test_a_row_that_somebody_wrote_tells_nothing_to_anybody(
    store: Store, receiver: Receiver
) -> None:
    webhook = added(store, receiver)
    receive(signed_in(store, Role.HANDLER))
    with store.access._file.writing():
        store.access._file.execute("UPDATE webhooks SET kinds = 'closed', allows_private = 1")

    assert serve(store) == 0
    assert receiver.got == []
    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert b"/hook?office=1" not in kept
    assert webhook.secret not in kept
    assert webhook.secret.hex().encode() not in kept


def test_one_that_the_log_does_not_know_is_found_and_taken_away(
    store: Store, receiver: Receiver, opening: Open
) -> None:
    webhook, other = added(store, receiver), added(store, receiver)
    store.engine.webhooks.remove(webhook.id, store.engine.now(OPERATOR))
    for planted in (webhook, webhook._replace(id="0" * 12)):
        store.access.webhooks.put(planted)

    found = [one.what for one in store.check((), lambda _done, _all: None)[0]]

    assert len([one for one in found if "the webhook" in one]) == 2
    assert [one.id for one in opening().engine.webhooks.all()] == [other.id]
