"""What has happened can always be recorded: what the law forbade is shown, and counts not."""

from datetime import date
from typing import Any

import pytest

from griffie.api.words.speech import Speech
from griffie.application.requests.commands import body_of
from griffie.domain.events import PersonalDataErased
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Channel, FileErasure, Format, Hands, Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from griffie.domain.steps.deed import DeedRecorded, Fact, is_irregular
from griffie.domain.steps.step import ERASED, NOT_IRREGULAR, steps_of
from tests.given.mandates import mandate_asked, spoken_for
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    doubted,
    fulfilled,
    given,
    informed,
    not_established,
    objection,
    received,
    refused,
    restricted,
    withdrawn,
)
from tests.given.said import COPY, LIFT, NOTIFY, QUIET, SEND, WIPE

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY
CONSENT, MARKETING = Right.CONSENT_WITHDRAWAL, Right.DIRECT_MARKETING_OBJECTION
MARCH_10, MARCH_16 = date(2026, 3, 10), date(2026, 3, 16)
ENGLISH = Speech(Language.EN)
OPEN = given(received(ACCESS))

NO: dict[str, Any] = {
    "kind": Letter.REFUSAL,
    "rights": (ACCESS,),
    "sent_on": MARCH_10,
    "channel": Channel.PHONE,
}
FORBIDDEN: dict[str, tuple[list[Any], str, dict[str, Any], str]] = {
    "a copy in doubt": (
        [received(ACCESS), doubted()],
        "deliver_copy",
        {**COPY, "right": ACCESS},
        "gdpr/12/6",
    ),
    "a copy into unverified hands": (
        [received(PORTABILITY), spoken_for()],
        "deliver_copy",
        {**COPY, "right": PORTABILITY, "hands": Hands.REPRESENTATIVE},
        "gdpr/5/1/f",
    ),
    "a portable copy on paper": (
        [received(PORTABILITY)],
        "deliver_copy",
        {**COPY, "right": PORTABILITY, "format": Format.PAPER},
        "gdpr/20/1",
    ),
    "data sent where nobody saw the mandate": (
        [received(PORTABILITY), spoken_for(), mandate_asked()],
        "transmit_data",
        {**SEND, "right": PORTABILITY},
        "gdpr/5/1/f",
    ),
    "erased before it was shown": (
        [received(CONSENT, ACCESS)],
        "erase_data",
        {**WIPE, "right": CONSENT},
        "gdpr/15/3",
    ),
    "erased while restricted": (
        [received(ERASURE), restricted()],
        "erase_data",
        {**WIPE, "right": ERASURE},
        "gdpr/18/2",
    ),
    "lifted unannounced": (
        [received(ERASURE), restricted()],
        "lift_restriction",
        LIFT,
        "gdpr/18/3",
    ),
    "refused by telephone": ([received(ACCESS), refused(ACCESS)], "inform", NO, "gdpr/12/1"),
    "on paper to who wrote an e-mail": (
        [received(ACCESS), fulfilled(ACCESS)],
        "inform",
        {**NO, "kind": Letter.ANSWER, "channel": Channel.POST},
        "gdpr/12/3",
    ),
    "a refusal of what was done": (
        [received(ACCESS), fulfilled(ACCESS)],
        "inform",
        {**NO, "channel": Channel.EMAIL},
        "gdpr/12/4",
    ),
}
OUT_OF_PLAY: dict[str, tuple[list[Any], str, dict[str, Any]]] = {
    "stopped after a withdrawal": (
        [received(MARKETING), withdrawn(MARKETING)],
        "stop_marketing",
        {**QUIET, "right": MARKETING},
    ),
    "a copy after the proof failed": (
        [received(ACCESS), doubted(), not_established(ACCESS)],
        "deliver_copy",
        {**COPY, "right": ACCESS},
    ),
    "a recipient told of nothing": (
        [received(ERASURE)],
        "notify_recipient",
        {**NOTIFY, "right": ERASURE},
    ),
}
"""No article speaks, only the order of things; and it may have happened all the same."""


@pytest.mark.law("gdpr/5/2")
@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_the_law_forbids_is_refused_first_and_recorded_with_a_sentence(name: str) -> None:
    past, step, said, provision = FORBIDDEN[name]
    request = given(*past)

    why = objection(request, step, **said)
    before = (request.claims, request.restrictions, request.copies_out_on, request.first_act_on)
    happened = getattr(request, step)(NOW, **said, irregular=WORDS)

    assert isinstance(why, UnlawfulError)
    assert str(why.provision) == provision
    assert happened.irregular == WORDS
    assert is_irregular(happened)
    assert {**said, "irregular": WORDS}.items() <= dict(happened).items()
    after = (request.claims, request.restrictions, request.copies_out_on, request.first_act_on)
    assert before == after
    assert request.kept_events[-1] == request.pending_events[-1]


@pytest.mark.parametrize("name", OUT_OF_PLAY)
def test_so_is_what_only_the_order_of_things_forbids_and_may_have_happened(name: str) -> None:
    past, step, said = OUT_OF_PLAY[name]
    request = given(*past)

    why = objection(request, step, **said)
    claims = request.claims
    getattr(request, step)(NOW, **said, irregular=WORDS)

    assert isinstance(why, OutOfOrderError)
    assert request.claims == claims


def test_it_meets_no_deadline_and_the_claim_stays_untold() -> None:
    past, step, said, _ = FORBIDDEN["refused by telephone"]
    request = given(*past)

    getattr(request, step)(NOW, **said, irregular=WORDS)

    assert [claim.right for claim in request.untold] == [ACCESS]
    assert request.claims[ACCESS].informed_on is None
    assert not request.answered


ASTRAY = {
    "a copy in doubt",
    "a copy into unverified hands",
    "data sent where nobody saw the mandate",
    "refused by telephone",
    "a copy after the proof failed",
}


@pytest.mark.law("gdpr/33/1")
@pytest.mark.parametrize("name", [*FORBIDDEN, *OUT_OF_PLAY])
def test_a_check_is_asked_where_data_may_have_come_into_wrong_hands(name: str) -> None:
    past, step, said = (FORBIDDEN | OUT_OF_PLAY)[name][:3]
    request = given(*past)

    getattr(request, step)(NOW, **said, irregular=WORDS)

    assert bool(request.tasks) == (name in ASTRAY)


def test_where_nothing_forbids_it_nothing_is_irregular() -> None:
    why = objection(OPEN, "deliver_copy", **COPY, right=ACCESS, irregular=WORDS)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == NOT_IRREGULAR


@pytest.mark.parametrize(
    ("past", "said"),
    [
        ([fulfilled(ACCESS), informed(ACCESS), closed()], {"right": ACCESS}),
        ([doubted()], {"right": ERASURE}),
    ],
    ids=["the request is closed", "no copies are handed over for it"],
)
def test_form_is_no_law_and_may_be_put_right(past: list[Event], said: dict[str, Any]) -> None:
    request = given(received(ACCESS, ERASURE), *past)

    assert isinstance(
        objection(request, "deliver_copy", **COPY, **said, irregular=WORDS), OutOfOrderError
    )


@pytest.mark.parametrize(
    "said",
    [
        {"delivered_on": date(2026, 3, 21)},
        {"delivered_on": date(2026, 3, 4)},
        {"documents": (WORDS,)},
        {"right": ERASURE},
    ],
)
def test_what_cannot_be_has_not_happened_either(said: dict[str, Any]) -> None:
    request = given(received(PORTABILITY), spoken_for())
    wrong = {"right": PORTABILITY, "hands": Hands.REPRESENTATIVE, "irregular": WORDS}

    assert isinstance(
        objection(request, "deliver_copy", **{**COPY, **wrong, **said}), BadInputError
    )


def test_of_an_erased_file_nothing_more_is_recorded() -> None:
    gone = PersonalDataErased(ground=FileErasure.ORDER, explanation=WORDS)
    request = given(received(ACCESS), gone)

    why = objection(request, "deliver_copy", **COPY, right=ACCESS, irregular=WORDS)

    assert str(why) == ERASED


def test_it_is_offered_for_what_is_done_in_the_world_and_never_for_a_decision() -> None:
    told = {step.name for step in RightsRequest.steps() if step.may_be_irregular}
    deeds = {step.name for step in RightsRequest.steps() if issubclass(step.event, DeedRecorded)}

    assert told == deeds | {
        *("apply_restriction", "record_restriction_use", "lift_restriction"),
        *("notify_recipient", "inform"),
    }
    bodies = {step.name for step in RightsRequest.steps() if step.listed and _is_told(step)}
    assert bodies == told


def _is_told(step: Any) -> bool:
    return "irregular" in body_of(step).model_fields


def test_what_an_irregular_fact_does_is_written_in_one_place() -> None:
    facts = {step.event for step in steps_of(RightsRequest) if issubclass(step.event, Fact)}

    assert facts
    assert all(
        "apply" not in vars(kind)
        for fact in facts
        for kind in fact.__mro__[:-1]
        if issubclass(kind, Fact) and kind is not Fact
    )


@pytest.mark.parametrize(
    ("past", "step", "listed"),
    [
        ([received(ACCESS), doubted()], "deliver_copy", True),
        ([received(MARKETING)], "refuse", False),  # no deed: a decision is made anew
        ([received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed()], "deliver_copy", False),
    ],
)
def test_the_list_of_steps_offers_it_for_deeds_that_the_law_forbids(
    past: list[Any], step: str, *, listed: bool
) -> None:
    found = {one.command: one for one in actions(given(*past))}

    assert found[step].forbidden
    assert found[step].irregular is listed
