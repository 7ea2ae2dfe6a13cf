"""A processor behind HTTPS: door and certificate are judged before anything is handed on."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.api.composition.opendsr import handing_of
from griffie.application.sending.outbox import OutboxState
from griffie.infrastructure.opendsr.belief import fingerprint
from tests.conftest import Clock
from tests.opendsr.handing import Case
from tests.opendsr.names import Names
from tests.opendsr.partner import Made
from tests.opendsr.processor import DOMAIN, Processor, file_of, standing
from tests.opendsr.test_belief import KNOWN, a_key, issued
from tests.opendsr.tls_door import Door, authority_file, tls_door

STRANGER = "Authority that nobody knows"
GOOD: dict[str, Any] = {"host": DOMAIN, "days": 30, "by": KNOWN}


class Behind:
    """A processor, and the door before it."""

    def __init__(self, folder: Path, put: Any, stack: ExitStack) -> None:
        self._folder, self._put, self._stack = folder, put, stack
        self.processor: Processor = stack.enter_context(standing())
        self.key = a_key()
        self.publish()

    def publish(self, **other: Any) -> None:
        """The certificate that signs, as an authority issued it."""
        octets = issued(self.key, **GOOD | other)
        self.processor.made, self.processor.published = Made(octets, self.key), octets

    def door(self, **other: Any) -> Door:
        """A door whose certificate says this; its name leads there."""
        door = self._stack.enter_context(
            tls_door(self._folder, upstream=self.processor.port, **GOOD | other)
        )
        Names({DOMAIN: door.port}).lead(self._put)
        return door

    def case(self, store: Store, clock: Clock, **other: str) -> Case:
        """An office that knows the processor by its name and the fingerprint of its key."""
        lines = {
            "address": f'"https://{DOMAIN}/v2"',
            "certificate_file": "",
            "key_sha256": f'"{fingerprint(self.key.public_key())}"',
            "ca_file": f'"{authority_file(self._folder)}"',
        }
        handing = handing_of(file_of(self._folder, self.processor, **lines | other))
        assert handing
        return Case(store, clock, handing, self.processor)


@pytest.fixture
def behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Behind]:
    with ExitStack() as stack:
        yield Behind(tmp_path, monkeypatch.setattr, stack)


def test_its_certificate_is_fetched_and_its_chain_checked(
    store: Store, clock: Clock, behind: Behind
) -> None:
    door = behind.door()
    case = behind.case(store, clock)

    assert case.hand_on().status_code == 200
    assert case.round() is OutboxState.SENT
    assert case.last == "pending"
    assert len(door.named(b"/cert.pem")) == 1
    assert case.call_back(request_status="completed") == 202
    assert case.last == "completed"


@pytest.mark.parametrize(
    "door", [{"days": -1}, {"host": "evil.example"}, {"by": STRANGER}], ids=str
)
def test_behind_a_door_that_is_not_believed_nothing_is_asked(
    store: Store, clock: Clock, behind: Behind, door: dict[str, Any]
) -> None:
    opened = behind.door(**door)
    case = behind.case(store, clock)

    assert case.handing.line("host-1").trouble == "no certificate that is believed"
    assert case.hand_on().status_code == 422
    assert (opened.came, behind.processor.asked) == ([], [])


@pytest.mark.parametrize(
    ("published", "why"),
    [
        ({"days": -1}, "a certificate that is not good today"),
        ({"host": "evil.example"}, "a certificate for another domain"),
        ({"by": STRANGER}, "no authority that is believed"),
    ],
)
def test_a_certificate_that_is_not_believed_hands_nothing_on_and_takes_nothing(
    store: Store, clock: Clock, behind: Behind, published: dict[str, Any], why: str
) -> None:
    behind.door()
    behind.publish(**published)
    case = behind.case(store, clock)

    assert case.handing.line("host-1").trouble == why
    assert case.hand_on().status_code == 422
    assert behind.processor.bodies == []
    body, headers = behind.processor.callback(str(case.id), request_status="completed")
    assert case.post_callback(body, headers) == 400


def test_a_certificate_that_ends_while_something_waits_sends_nothing_more(
    store: Store, clock: Clock, behind: Behind, tmp_path: Path
) -> None:
    behind.door()
    case = behind.case(store, clock)
    case.hand_on()
    behind.publish(days=-1)
    handing = handing_of(tmp_path / "opendsr.toml")  # as the next day, or a new process
    assert handing
    case.handing = handing

    assert case.round() is OutboxState.WAITING
    assert case.row.said == "a certificate that is not good today"
    behind.publish(days=90)  # the same key: believed without a word of the operator
    renewed = handing_of(tmp_path / "opendsr.toml")
    assert renewed
    case.handing = renewed
    assert case.round(timedelta(minutes=5)) is OutboxState.SENT


def test_no_redirect_to_a_private_address_is_followed(
    store: Store, clock: Clock, behind: Behind
) -> None:
    behind.door()
    case = behind.case(store, clock)
    with standing() as inside:
        behind.processor.answers = 307
        behind.processor.location = f"{inside.address}/requests"
        case.hand_on()

        assert case.round() is OutboxState.WAITING
        assert case.row.said == "status 307"
        assert (inside.asked, inside.bodies) == ([], [])


def test_a_name_that_leads_to_a_private_address_is_not_connected_to(
    store: Store, clock: Clock, behind: Behind
) -> None:
    door = behind.door()
    case = behind.case(store, clock, allow_private="")

    assert case.handing.line("host-1").trouble == "a private address"
    assert door.came == []
