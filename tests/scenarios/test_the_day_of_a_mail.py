"""Since when a mail counts: by our own servers, as far as their lines stand unbroken."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from griffie.api.composition import Store, open_store, read_mail
from griffie.application.intake.receive_mail import receive_mail
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock
from tests.given.letters import IASSIST
from tests.mail.made import made
from tests.mail.test_cases import CASES

FIRST = "from out.example.be by mx.iassist.be; Wed, 25 Nov 2026 10:00:00 +0100"
AGAIN = "from mx.iassist.be by store.iassist.be; Fri, 27 Nov 2026 10:00:00 +0100"
FOREIGN = "from pc.example.be by out.example.be; Mon, 23 Nov 2026 10:00:00 +0100"
CLAIMED = "from nowhere.example by mx.iassist.be; Mon, 2 Nov 2026 10:00:00 +0100"


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    clock.at = datetime(2026, 11, 28, 10, tzinfo=UTC)
    store = open_store(tmp_path / "office", clock=clock, profile=IASSIST, demo=True)
    yield store
    store.engine.close()


def comes(office: Store, raw: bytes) -> RightsRequest:
    return receive_mail(office.engine, read_mail, raw, None, ()).request


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("lines", "day", "supposed"),
    [
        ([AGAIN, FIRST], "2026-11-25", False),
        ([AGAIN, FIRST, FOREIGN], "2026-11-25", False),
        ([AGAIN, FOREIGN, CLAIMED], "2026-11-27", True),
        ([FOREIGN, CLAIMED], "2026-11-23", True),
    ],
)
def test_a12_the_earliest_of_our_own_servers_in_a_row_counts(
    office: Store,
    lines: list[str],
    day: str,
    supposed: bool,  # noqa: FBT001
) -> None:
    head = "".join(f"Received: {line}\r\n" for line in lines).encode()
    request = comes(office, head + made(Received=""))

    assert str(request.received_on) == day
    assert (RemarkCode.DATE_SUPPOSED in request.remarks) is supposed


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    "name", ["03-forwarded-inline-by-colleague", "03b-forwarded-as-attachment"]
)
def test_a12_what_a_colleague_passed_on_counts_from_when_it_came_to_us(
    office: Store, name: str
) -> None:
    request = comes(office, CASES[name].read_bytes())

    assert str(request.received_on) == "2026-10-08"
    assert str(request.deadline.term.due_on) == "2026-11-09"
    assert RemarkCode.PASSED_ON in request.remarks
