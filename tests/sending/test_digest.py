"""The summary of a day: numbers alone, once, on working days, to who is there and takes steps."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from griffie.api.composition import Store
from griffie.api.http.outbox_loop import OutboxLoop
from griffie.application.access.absences import Absence
from griffie.application.access.roles import Role
from griffie.application.errors import BadRelayError
from griffie.application.sending.digest import send_digests
from griffie.application.sending.mail import Relay
from griffie.application.sending.subscribers import DigestTable, Subscriber
from griffie.domain.law import Language
from griffie.infrastructure.smtp.relay import SmtpRelay
from griffie.infrastructure.smtp.settings import read_relay
from tests.conftest import Clock
from tests.sending.conftest import Office, spoken_to
from tests.sending.letters import decided
from tests.sending.relay import ARelay, Says
from tests.sending.test_served import until

AN = "an@office.example"
FRIDAY = datetime(2026, 3, 20, 7, tzinfo=UTC)
"""Eight in the morning in Brussels."""


class Morning:
    """An office with a request of nobody yet, and a handler who gets the summary."""

    def __init__(self, store: Store, clock: Clock, relay: ARelay) -> None:
        clock.at = FRIDAY
        self.store, self.clock, self.relay = store, clock, relay
        self.an = store.access.create_account(Role.HANDLER, "An Claes")
        decided(store)

    def smtp(self, *others: Subscriber, language: Language | None = Language.NL) -> SmtpRelay:
        smtp = spoken_to(self.relay.port)
        to = (Subscriber(self.an, AN, language), *others)
        smtp.digest = DigestTable(time(7, 30), to)
        return smtp

    def send(self, smtp: Relay | None = None) -> int:
        return send_digests(self.store.engine, smtp or self.smtp())


@pytest.fixture
def morning(store: Store, clock: Clock, relay: ARelay) -> Morning:
    return Morning(store, clock, relay)


def test_it_says_numbers_and_nothing_of_anybody(morning: Morning) -> None:
    assert morning.send() == 1

    (summary,) = morning.relay.taken
    words = str(summary.get_content())
    assert summary["To"] == AN
    assert summary["Auto-Submitted"] == "auto-generated"
    assert "nog aan niemand toegewezen: 1" in words
    assert "Peeters" not in summary.as_string()
    assert "example.be" not in words


@pytest.mark.parametrize("language", Language)
def test_it_is_written_in_four_languages(morning: Morning, language: Language) -> None:
    morning.send(morning.smtp(language=language))

    assert morning.relay.taken[0]["Content-Language"] == language.value


def test_it_goes_once_a_day_and_again_on_the_next_working_day(morning: Morning) -> None:
    sent = [morning.send(), morning.send()]
    for days in (1, 2, 3):  # Saturday, Sunday, Monday
        morning.clock.at = FRIDAY + timedelta(days=days)
        sent.append(morning.send())

    assert sent == [1, 0, 0, 0, 1]
    assert len({str(one["Message-ID"]) for one in morning.relay.taken}) == 2


def test_it_waits_for_its_hour_and_for_a_holiday_to_be_over(morning: Morning) -> None:
    morning.clock.at = FRIDAY - timedelta(hours=1)
    early = morning.send()
    morning.clock.at = datetime(2026, 4, 6, 9, tzinfo=UTC)  # Easter Monday

    assert (early, morning.send()) == (0, 0)
    assert morning.relay.taken == []


def test_who_is_away_or_takes_no_steps_or_has_left_gets_none(morning: Morning) -> None:
    access = morning.store.access
    auditor = access.create_account(Role.AUDITOR, "Bert")
    away = access.create_account(Role.HANDLER, "Cas")
    gone = access.create_account(Role.HANDLER, "Dirk")
    access.end_account(gone)
    on = date(2026, 3, 20)
    morning.store.engine.absences.put(Absence(away, on, on, None))
    others = [
        Subscriber(one, f"{one}@office.example") for one in (auditor, away, gone, "u-nobody1")
    ]

    assert morning.send(morning.smtp(*others)) == 1
    assert [one["To"] for one in morning.relay.taken] == [AN]


def test_who_has_nothing_to_do_gets_nothing(store: Store, clock: Clock, relay: ARelay) -> None:
    clock.at = FRIDAY
    an = store.access.create_account(Role.HANDLER, "An Claes")
    smtp = spoken_to(relay.port)
    smtp.digest = DigestTable(time(7, 30), (Subscriber(an, AN),))

    assert send_digests(store.engine, smtp) == 0
    assert relay.taken == []


@pytest.mark.parametrize(
    ("says", "again"),
    [
        (Says.NOT_NOW, 1),
        (Says.HANGS_UP_BEFORE, 1),
        (Says.NO_SUCH_MAILBOX, 0),
        (Says.HANGS_UP_TAKEN, 0),
        (Says.HANGS_UP_LOST, 0),
    ],
)
def test_only_what_surely_did_not_leave_is_tried_again(
    morning: Morning, says: Says, again: int
) -> None:
    morning.relay.next = [says]
    assert morning.send() == 0

    assert morning.send() == again
    assert len(morning.relay.taken) <= 1


def test_a_crash_while_it_leaves_doubles_none(morning: Morning, office: Office) -> None:
    class Crashes:
        give_up_after = timedelta(days=2)
        digest = morning.smtp().digest

        def hand_over(self, *_: object) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        morning.send(Crashes())
    morning.store.engine.close()
    morning.store = office()

    assert morning.send() == 0
    assert morning.relay.taken == []


def test_it_leaves_while_somebody_serves(morning: Morning) -> None:
    loop = OutboxLoop(morning.store.engine, morning.smtp(), every=0.05)
    with loop.running():
        until(lambda: len(morning.relay.taken) == 1)

    assert loop.failures == 0


def test_the_file_of_the_relay_says_who_gets_it(tmp_path: Path) -> None:
    file = tmp_path / "relay.toml"
    said = '[relay]\nhost = "127.0.0.1"\nsecurity = "none"\n[digest]\nat = "{}"\n'
    to = '[[digest.to]]\naccount = "{}"\naddress = "an@office.example"\n'
    file.write_text(said.format("06:45") + to.format("u-7k3f9q2m"))

    assert read_relay(file).digest == DigestTable(time(6, 45), (Subscriber("u-7k3f9q2m", AN),))

    for at, account in (("7:30", "u-7k3f9q2m"), ("25:00", "u-7k3f9q2m"), ("07:30", "An Claes")):
        file.write_text(said.format(at) + to.format(account))
        with pytest.raises(BadRelayError, match="relay"):
            read_relay(file)
