"""Into whose hands, by which channel, in which order: by the days, and not by the typing."""

from datetime import date
from typing import Any

import pytest

from griffie.api.words.speech import Speech
from griffie.domain import events
from griffie.domain.law import GDPR, Language, RestrictionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.values import SealedRequester
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Format, Hands, Identity, Letter
from griffie.domain.steps.action import actions
from griffie.domain.steps.channels import ELECTRONIC
from tests.given.mandates import mandate_rejected, spoken_for
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    fulfilled,
    given,
    granted,
    objection,
    received,
    refused,
    verified,
)
from tests.given.said import COPY, SEND, WIPE

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


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    ("delivered_on", "lawful"),
    [(date(2026, 3, 9), True), (MARCH_10, False), (date(2026, 3, 15), False), (MARCH_16, True)],
    ids=["before the question", "the day of the question", "the day before the proof", "proof"],
)
@pytest.mark.parametrize("step", ["deliver_copy", "transmit_data"])
def test_the_days_decide_whether_it_was_in_doubt_who_asks(
    step: str, delivered_on: date, *, lawful: bool
) -> None:
    request = given(received(PORTABILITY), doubted(MARCH_10), verified(MARCH_16))
    said = {
        "deliver_copy": {**COPY, "format": Format.JSON, "delivered_on": delivered_on},
        "transmit_data": {**SEND, "transmitted_on": delivered_on},
    }[step]

    if lawful:
        getattr(request, step)(NOW, right=PORTABILITY, **said)
        assert request.claims[PORTABILITY].deeds
    else:
        why = objection(request, step, right=PORTABILITY, **said)
        assert why.provision == GDPR(12, 6)  # type: ignore[union-attr]


def test_what_was_sent_before_a_doubt_is_recorded_while_it_lasts() -> None:
    request = given(received(ACCESS), doubted(MARCH_10))

    request.deliver_copy(NOW, **COPY, right=ACCESS)

    assert request.identity is Identity.DOUBTED
    assert request.claims[ACCESS].deeds


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize(("erased_on", "lawful"), [(MARCH_10, False), (MARCH_16, True)])
@pytest.mark.parametrize("right", [ERASURE, CONSENT, Right.OBJECTION])
@pytest.mark.parametrize("copied", [ACCESS, PORTABILITY])
def test_the_days_decide_whether_it_was_shown_before_it_was_erased(
    right: Right, copied: Right, erased_on: date, *, lawful: bool
) -> None:
    request = given(received(right, copied))
    request.deliver_copy(
        NOW, **{**COPY, "format": Format.JSON, "right": copied, "delivered_on": MARCH_16}
    )
    request.fulfil(NOW, right=copied, measures=WORDS)
    request.collect_events()
    said = {**WIPE, "right": right, "erased_on": erased_on}

    if lawful:
        request.erase_data(NOW, **said)
        assert request.claims[right].done[-1].on == erased_on
    else:
        why = objection(request, "erase_data", **said)
        assert why.provision == GDPR(15, 3)  # type: ignore[union-attr]


@pytest.mark.law("gdpr/15/3")
def test_a_copy_that_was_refused_holds_up_nothing() -> None:
    request = given(received(ERASURE, ACCESS), refused(ACCESS))
    (listed,) = (one for one in actions(request) if one.command == "erase_data")

    request.erase_data(NOW, **WIPE, right=ERASURE)

    assert listed.rights == (ERASURE,)
    assert request.claims[ERASURE].done


@pytest.mark.law("gdpr/7/3")
def test_who_withdraws_consent_need_not_prove_who_they_are() -> None:
    request = given(received(CONSENT, ERASURE), doubted())

    request.erase_data(NOW, **WIPE, right=CONSENT)

    assert request.claims[CONSENT].done


def test_that_it_was_in_doubt_who_asks_is_said_before_data_are_changed() -> None:
    asked = received(Right.RECTIFICATION)
    certain, doubt = given(asked), given(asked, doubted(), verified(MARCH_10))

    hints = [
        [str(one.hint) for one in actions(request) if one.command == "rectify_data"]
        for request in (certain, doubt)
    ]

    assert hints == [["None"], ["not on a day on which it was in doubt who asks"]]


@pytest.mark.parametrize(
    ("past", "because"),
    [
        ([], "nobody came forward to speak for the person"),
        ([spoken_for(), mandate_rejected()], "the mandate was rejected"),
        ([spoken_for()], "the mandate was not verified on that day"),
    ],
)
def test_why_a_representative_gets_no_copy_is_said(past: list[Event], because: str) -> None:
    said = {**COPY, "right": ACCESS, "hands": Hands.REPRESENTATIVE}

    why = objection(given(received(ACCESS), *past), "deliver_copy", **said)

    assert str(why).startswith(because)


@pytest.mark.law("gdpr/12/3")
def test_a_copy_on_paper_of_what_was_asked_by_mail_needs_a_reason() -> None:
    said = {**COPY, "right": ACCESS, "channel": Channel.POST}

    why = objection(given(received(ACCESS)), "deliver_copy", **said)
    given(received(ACCESS)).deliver_copy(NOW, **said, channel_reason=WORDS)

    assert why.provision == GDPR(12, 3)  # type: ignore[union-attr]


@pytest.mark.law("gdpr/18/1/b")
@pytest.mark.parametrize(
    ("first", "second"), [(ERASURE, Right.RESTRICTION), (Right.RESTRICTION, ERASURE)]
)
@pytest.mark.parametrize(
    ("ours", "theirs", "contradict"),
    [
        ({}, {}, True),
        ({"categories": ("contact",)}, {}, True),
        ({"categories": ("contact",)}, {"categories": ("contact", "orders")}, True),
        ({"categories": ("contact",)}, {"categories": ("orders",)}, False),
        ({"purposes": ("newsletter",)}, {"purposes": ("billing",)}, False),
    ],
)
def test_the_same_data_are_not_both_erased_and_restricted(
    first: Right, second: Right, ours: dict[str, Any], theirs: dict[str, Any], *, contradict: bool
) -> None:
    asked = received(events.Invoked(right=first, **ours), events.Invoked(right=second, **theirs))
    request = given(asked, fulfilled(first))

    if contradict:
        why = objection(request, "fulfil", right=second, measures=WORDS)
        assert why.provision == GDPR(18, 1, "b")  # type: ignore[union-attr]
    else:
        request.fulfil(NOW, right=second, measures=WORDS)
        assert request.claims[second].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize(("systems", "lawful"), [((), False), (("crm",), False), (("erp",), True)])
def test_what_was_erased_in_a_system_is_not_restricted_there(
    systems: tuple[str, ...], *, lawful: bool
) -> None:
    request = given(received(ERASURE))
    request.erase_data(NOW, **WIPE, right=ERASURE)
    request.collect_events()
    said: dict[str, Any] = {
        "ground": RestrictionGround.CONTESTED,
        "systems": systems,
        "applied_on": MARCH_10,
    }

    if lawful:
        request.apply_restriction(NOW, **said)
        assert request.restrictions
    else:
        why = objection(request, "apply_restriction", **said)
        assert why.provision == GDPR(18, 1)  # type: ignore[union-attr]


@pytest.mark.law("gdpr/12/1")
@pytest.mark.parametrize(
    ("past", "said", "lawful"),
    [
        ([], {}, False),
        ([], {"channel_reason": WORDS}, False),
        ([verified(RECEIVED_ON)], {}, False),
        ([verified(RECEIVED_ON)], {"channel_reason": WORDS}, True),
    ],
    ids=["nothing", "asked for", "known", "known and asked for"],
)
def test_an_answer_is_spoken_to_who_is_known_and_asked_for_it(
    past: list[Event], said: dict[str, Any], *, lawful: bool
) -> None:
    request = given(received(ACCESS), *past, fulfilled(ACCESS))
    told: dict[str, Any] = {**NO, "kind": Letter.ANSWER, **said}

    if lawful:
        request.inform(NOW, **told)
        assert request.answered
    else:
        assert objection(request, "inform", **told).provision == GDPR(12, 1)  # type: ignore[union-attr]


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("kind", [Letter.REFUSAL, Letter.ANSWER])
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.IN_PERSON])
def test_a_no_is_never_only_spoken_whatever_the_letter_is_called(
    kind: Letter, channel: Channel
) -> None:
    request = given(received(ACCESS, channel=Channel.PHONE), verified(RECEIVED_ON), refused(ACCESS))
    said = {**NO, "kind": kind, "channel": channel, "channel_reason": WORDS}

    why = objection(request, "inform", **said)
    request.inform(NOW, **{**NO, "kind": Letter.OTHER, "channel": channel})

    assert why.provision == GDPR(12, 1)  # type: ignore[union-attr]
    assert request.untold


@pytest.mark.law("gdpr/12/1")
def test_somebody_without_an_address_is_handed_the_letter() -> None:
    nobody = SealedRequester(name=WORDS)
    request = given(received(ACCESS, requester=nobody), refused(ACCESS))

    told = request.inform(NOW, **{**NO, "channel": Channel.IN_PERSON})

    assert told.answered


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("asked", Channel)
def test_only_what_was_asked_electronically_needs_a_reason_on_paper(asked: Channel) -> None:
    request = given(received(ACCESS, channel=asked), granted(ACCESS))
    said = {**NO, "kind": Letter.ANSWER, "channel": Channel.POST}

    if asked in ELECTRONIC:
        assert objection(request, "inform", **said).provision == GDPR(12, 3)  # type: ignore[union-attr]
        said["channel_reason"] = WORDS
    told = request.inform(NOW, **said)

    assert told.channel_reason == said.get("channel_reason")
