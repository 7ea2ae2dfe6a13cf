"""Who watches over the controller, and what keeps the file."""

from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.events import (
    BreachSuspected,
    CourtActionRecorded,
    DpoAdviceRecorded,
    HoldPlaced,
    HoldReleased,
    InquiryAnswered,
    InquiryRecorded,
    MediationRecorded,
    OrderRecorded,
    OrderReportedDone,
)
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.values import Duty
from griffie.domain.request.vocabulary import Authority, DutyKind, FileErasure
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    fulfilled,
    given,
    held,
    informed,
    objection,
    ordered,
    received,
)

ACCESS = Right.ACCESS
ENDED = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
MARCH_10, MARCH_9, MAY_4 = date(2026, 3, 10), date(2026, 3, 9), date(2026, 5, 4)
INQUIRY: dict[str, Any] = {
    "authority": Authority.GBA,
    "dossier": "dos-2026-1",
    "received_on": MARCH_10,
    "due_on": MAY_4,
}
ORDER = INQUIRY | {"content": WORDS}
ERASE: dict[str, Any] = {"ground": FileErasure.REQUEST_ON_FILE, "explanation": WORDS}


@pytest.mark.law("gdpr/39/1/a")
def test_what_the_dpo_advised_is_remembered_and_why_it_was_not_followed() -> None:
    request = given(received(ACCESS))

    unexplained = objection(
        request, "record_dpo_advice", advice=WORDS, followed=False, why_not=None
    )
    followed = request.record_dpo_advice(NOW, advice=WORDS, followed=True, why_not=None)
    explained = request.record_dpo_advice(NOW, advice=WORDS, followed=False, why_not=WORDS)

    assert isinstance(unexplained, BadInputError)
    assert unexplained.word == "why_not"
    assert followed == DpoAdviceRecorded(advice=WORDS, followed=True)
    assert explained == DpoAdviceRecorded(advice=WORDS, followed=False, why_not=WORDS)


@pytest.mark.law("gdpr/31")
@pytest.mark.parametrize("past", [(received(ACCESS),), ENDED], ids=["open", "closed"])
def test_an_authority_waits_for_an_answer_by_its_own_day_and_the_file_is_kept(past: Any) -> None:
    request = given(*past)
    before = request.deadline

    asked = request.record_inquiry(NOW, **INQUIRY)
    open_ = request.duties
    answered = request.answer_inquiry(NOW, dossier="dos-2026-1", answered_on=NOW.today)

    assert asked == InquiryRecorded(**INQUIRY)
    assert open_ == (Duty(DutyKind.INQUIRY, "dos-2026-1", MAY_4, MARCH_10),)
    assert answered == InquiryAnswered(dossier="dos-2026-1", answered_on=NOW.today)
    assert request.duties == ()
    assert request.held
    assert request.deadline == before


@pytest.mark.law("gdpr/58/2")
def test_an_order_is_carried_out_and_reported() -> None:
    request = given(*ENDED)

    ordered = request.record_order(NOW, **ORDER)
    open_ = request.duties
    reported = request.report_order_done(NOW, dossier="dos-2026-1", reported_on=NOW.today)

    assert ordered == OrderRecorded(**ORDER)
    assert open_ == (Duty(DutyKind.ORDER, "dos-2026-1", MAY_4, MARCH_10),)
    assert reported == OrderReportedDone(dossier="dos-2026-1", reported_on=NOW.today)
    assert request.duties == ()


@pytest.mark.parametrize(
    ("past", "step", "word"),
    [
        (InquiryRecorded(**INQUIRY), "answer_inquiry", "answered_on"),
        (OrderRecorded(**ORDER), "report_order_done", "reported_on"),
    ],
)
def test_an_answer_is_to_what_was_asked_and_after_it(past: Event, step: str, word: str) -> None:
    request = given(received(ACCESS), past)

    answer: dict[str, Any] = {word: MARCH_10}
    other = objection(request, step, **answer, dossier="dos-2026-2")
    answer[word] = MARCH_9
    early = objection(request, step, **answer, dossier="dos-2026-1")
    hint = {action.command: action.hint for action in actions(request)}[step]

    assert isinstance(other, OutOfOrderError)
    assert isinstance(early, BadInputError)
    assert str(hint) == "due on 2026-05-04"


@pytest.mark.parametrize(("step", "said"), [("record_inquiry", INQUIRY), ("record_order", ORDER)])
def test_no_authority_waits_for_a_day_before_it_wrote(step: str, said: dict[str, Any]) -> None:
    why = objection(given(received(ACCESS)), step, **said | {"due_on": MARCH_9})

    assert isinstance(why, BadInputError)
    assert why.word == "due_on"


HOLDING: list[Event] = [
    HoldPlaced(reason=WORDS),
    InquiryRecorded(**INQUIRY),
    MediationRecorded(dossier="dos-2026-1", opened_on=MARCH_10),
    CourtActionRecorded(court=WORDS, reference=WORDS, notified_on=MARCH_10),
    events.ComplaintRecorded(authority=Authority.GBA, reference=WORDS, received_on=MARCH_10),
    events.ComplaintRecorded(authority=Authority.COURT, reference=WORDS, received_on=MARCH_10),
]


@pytest.mark.law("gdpr/17/3/e")
@pytest.mark.parametrize("cause", HOLDING, ids=lambda event: event.TOPIC)
def test_what_may_be_evidence_is_kept_until_the_hold_is_released(cause: Event) -> None:
    request = given(*ENDED, cause)

    why = objection(request, "erase_personal_data", **ERASE)
    happened = request.release_hold(NOW, reason=WORDS)
    request.erase_personal_data(NOW, **ERASE)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(17, 3, "e")
    assert happened == HoldReleased(reason=WORDS)
    assert request.erased


@pytest.mark.law("gdpr/17/3/e")
def test_a_hold_is_placed_whatever_the_state() -> None:
    for request in (given(received(ACCESS)), given(*ENDED)):
        happened = request.place_hold(NOW, reason=WORDS)

        assert happened == HoldPlaced(reason=WORDS)
        assert request.held


@pytest.mark.law("gdpr/58/2/g")
def test_an_order_to_erase_goes_before_a_hold() -> None:
    request = given(*ENDED, ordered(), held())

    request.erase_personal_data(NOW, ground=FileErasure.ORDER, explanation=WORDS)

    assert request.erased


@pytest.mark.law("gdpr/77")
@pytest.mark.law("gdpr/79")
def test_mediation_and_court_run_beside_each_other_on_one_file() -> None:
    request = given(received(ACCESS))
    court: dict[str, Any] = {"court": WORDS, "reference": WORDS, "notified_on": MARCH_10}

    mediation = request.record_mediation(NOW, dossier="dos-2026-1", opened_on=MARCH_10)
    action = request.record_court_action(NOW, **court)

    assert mediation == MediationRecorded(dossier="dos-2026-1", opened_on=MARCH_10)
    assert action == CourtActionRecorded(**court)
    assert request.held


@pytest.mark.law("gdpr/33/1")
def test_a_breach_is_suspected_also_after_closing() -> None:
    request = given(*ENDED)

    happened = request.suspect_breach(NOW, facts=WORDS, aware_on=MARCH_10)

    assert happened == BreachSuspected(facts=WORDS, aware_on=MARCH_10, dossier="breach-2026-03-10")
