"""A request that another register finished: what is known of it, and that nothing judges it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from griffie.domain import events
from griffie.domain.law import Language, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Occasion, Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.reminders import due, misses, next_day, wakes_on
from griffie.domain.request.values import SealedRequester, SourceLine
from griffie.domain.request.vocabulary import Channel, ClaimStatus, NewFact, Outcome
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules
from griffie.domain.steps.past_request import PastRequestImported
from tests.given.declared import Case

A, B = Sealed("a" * 43), Sealed("b" * 43)
SOURCE = SourceLine(key="ab" * 32, content="cd" * 32, line=17)
RECEIVED, CLOSED = date(2024, 3, 5), date(2024, 6, 28)
NOW = Occasion("u-operator", datetime(2026, 3, 20, 10, tzinfo=UTC))

SAMPLES = (
    PastRequestImported(
        received_on=RECEIVED,
        channel=Channel.POST,
        language=Language.FR,
        rights=(Right.ACCESS, Right.ERASURE),
        outcome=Outcome.PARTLY_FULFILLED,
        answered_on=CLOSED,
        closed_on=CLOSED,
        requester=SealedRequester(name=A, email=B),
        notes=(A, B),
        source=SOURCE,
        setting=Setting(profile="iassist/1"),
    ),
)


def told(**said: object) -> PastRequestImported:
    return SAMPLES[0].model_copy(update=said)


def taken_over(**said: object) -> RightsRequest:
    return RightsRequest.take_over(UUID(int=7), NOW, told(**said))


_ANEW = {"reason": A, "new_fact": NewFact.OTHER, "on": CLOSED}
CASES = {rules.ours: Case([told()], "reopen", _ANEW)}


def test_it_is_closed_as_the_other_register_says_and_nothing_more_is_known() -> None:
    request = taken_over()

    assert (request.status, request.outcome) == ("closed", Outcome.PARTLY_FULFILLED)
    assert (request.closed_on, request.received_on) == (CLOSED, RECEIVED)
    assert [one.status for one in request.claims.values()] == [ClaimStatus.UNKNOWN] * 2
    assert request.elsewhere
    assert request.elsewhere.source == SOURCE


@pytest.mark.parametrize(
    ("outcome", "rights", "ended"),
    [
        (Outcome.FULFILLED, (Right.ACCESS, Right.ERASURE), ClaimStatus.FULFILLED),
        (Outcome.REFUSED, (Right.ACCESS, Right.ERASURE), ClaimStatus.REFUSED),
        (Outcome.WITHDRAWN, (Right.ACCESS,), ClaimStatus.WITHDRAWN),
        (Outcome.PARTLY_FULFILLED, (Right.ACCESS,), ClaimStatus.PARTLY_FULFILLED),
        (Outcome.PARTLY_FULFILLED, (Right.ACCESS, Right.ERASURE), ClaimStatus.UNKNOWN),
        (Outcome.NOT_IDENTIFIED, (Right.ACCESS,), ClaimStatus.UNKNOWN),
    ],
)
def test_a_right_ended_as_the_outcome_says_where_it_says_so(
    outcome: Outcome, rights: tuple[Right, ...], ended: ClaimStatus
) -> None:
    request = taken_over(outcome=outcome, rights=rights)

    assert {one.status for one in request.claims.values()} == {ended}
    assert all(one.parts == () for one in request.claims.values())


@pytest.mark.parametrize("rights", [(), (Right.ACCESS,), (Right.DIRECT_MARKETING_OBJECTION,)])
@pytest.mark.parametrize("answered_on", [None, CLOSED])
def test_it_is_never_met_nor_missed_on_any_day(
    rights: tuple[Right, ...], answered_on: date | None
) -> None:
    request = taken_over(rights=rights, answered_on=answered_on)

    for on in (RECEIVED, CLOSED, NOW.today, date(2040, 1, 2)):
        assert request.deadline.standing(on) is Standing.NOT_JUDGED
        for claim in request.claims.values():
            assert request.deadline_of(claim).standing(on) is Standing.NOT_JUDGED
        assert misses(request, on) == ()
        assert due(request, on, Leads()) == ()
        assert next_day(request, on, Leads()) is None
    assert wakes_on(request) is None
    assert request.deadline.met_strictly is None


def test_it_stays_closed_what_is_new_is_a_request_of_its_own() -> None:
    request = taken_over()

    with pytest.raises(OutOfOrderError, match="another register finished"):
        request.reopen(NOW, reason=A, new_fact=NewFact.OTHER, on=CLOSED)
    request.add_note(NOW, note=A)
    request.correct_requester(NOW, requester=SealedRequester(email=A), reason=B)
    assert request.status == "closed"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"received_on": NOW.today + timedelta(days=1)}, "received_on"),
        ({"received_on": date(2018, 5, 24)}, "received_on"),
        ({"closed_on": NOW.today + timedelta(days=1)}, "closed_on"),
        ({"closed_on": RECEIVED - timedelta(days=1)}, "closed_on"),
        ({"answered_on": RECEIVED - timedelta(days=1)}, "answered_on"),
        ({"answered_on": NOW.today + timedelta(days=1)}, "answered_on"),
        ({"outcome": Outcome.MERGED}, "outcome"),
        ({"outcome": Outcome.REMINDER}, "outcome"),
    ],
)
def test_what_cannot_have_been_is_refused(said: dict[str, object], word: str) -> None:
    with pytest.raises(BadInputError) as refused:
        taken_over(**said)
    assert refused.value.word == word


def test_of_an_open_request_the_clock_raises_nothing_for_days_before_the_import() -> None:
    received = events.RequestReceived(
        received_on=date(2026, 1, 5),
        channel=Channel.POST,
        language=Language.NL,
        rights=(events.Invoked(right=Right.ACCESS),),
        requester=SealedRequester(email=A),
        setting=Setting(),
        reading=2,
    )
    typed = RightsRequest.receive(UUID(int=8), NOW, received)
    imported = RightsRequest.receive(
        UUID(int=9), NOW, received.model_copy(update={"source": SOURCE})
    )

    assert misses(typed, NOW.today)
    assert misses(imported, NOW.today) == ()
    assert imported.deadline.standing(NOW.today) is Standing.OVERDUE
    assert {one.kind for one in due(typed, NOW.today, Leads())} - {
        one.kind for one in due(imported, NOW.today, Leads())
    }


def test_of_an_open_request_the_clock_raises_what_comes_after_the_import() -> None:
    received = events.RequestReceived(
        received_on=date(2026, 3, 5),
        channel=Channel.POST,
        language=Language.NL,
        rights=(events.Invoked(right=Right.ACCESS),),
        requester=SealedRequester(email=A),
        setting=Setting(),
        reading=2,
        source=SOURCE,
    )
    request = RightsRequest.receive(UUID(int=9), NOW, received)

    assert misses(request, date(2026, 4, 8))
    assert due(request, date(2026, 4, 1), Leads())
