"""What an answer leaves out, and the second person who sees that."""

from datetime import date
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnsaidError
from griffie.domain.model.setting import Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Said
from griffie.domain.request.vocabulary import Channel, Letter, Where
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import rules
from griffie.domain.steps.action import actions
from griffie.domain.steps.answer import RequesterInformed
from griffie.domain.steps.omission import OmissionApproved
from tests.conftest import signed_in
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    fulfilled,
    given,
    informed,
    objection,
    on,
    received,
)
from tests.given.story import receive

ACCESS = Right.ACCESS
SOURCE = "gdpr/15/1/g"
A, B = Sealed("a" * 43), Sealed("b" * 43)
SAMPLES = (
    OmissionApproved(provisions=("gdpr/15/1/g", "gdpr/15/1/h"), reason=WORDS),
    RequesterInformed(
        kind=Letter.ANSWER,
        rights=(ACCESS, Right.ERASURE),
        sent_on=date(2026, 3, 20),
        channel=Channel.EMAIL,
        text=A,
        answered=True,
        said=(
            Said(provision="gdpr/15/1/a", where=Where.TEXT),
            Said(provision="gdpr/15/1/d", where=Where.SAID_ON, on=date(2026, 3, 5)),
            Said(provision="gdpr/15/1/g", where=Where.OMITTED, because=B),
            Said(provision="gdpr/15/3", where=Where.ANNEX, document=B),
        ),
        language=Language.FR,
        profile="iassist/3f9a1c07",
    ),
)
TRIED = ("approve-omission",)
NOT_MODELLED = {"approve_omission": "of what an answer leaves out, which this model does not read"}

FOUR_EYES = Setting(four_eyes=True)
SOMEBODY_ELSE = on(2026, 3, 20, actor="u-18")
LEFT_OUT = Said(provision=SOURCE, where=Where.OMITTED, because=WORDS)


def telling(*said: Said) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": Letter.ANSWER, "rights": (ACCESS,), "said": said}
    return facts | {"sent_on": NOW.today, "channel": Channel.EMAIL, "text": WORDS}


def done(setting: Setting = FOUR_EYES) -> RightsRequest:
    return given(received(ACCESS, setting=setting), fulfilled(ACCESS))


@pytest.mark.law("gdpr/12/1")
def test_what_is_left_out_is_seen_by_a_second_person_where_four_eyes_are_asked() -> None:
    request = done()

    alone = objection(request, "inform", **telling(LEFT_OUT))
    request.approve_omission(NOW, provisions=(SOURCE,), reason=WORDS)
    request.collect_events()
    by_oneself = objection(request, "inform", **telling(LEFT_OUT))
    request.approve_omission(SOMEBODY_ELSE, provisions=(SOURCE,), reason=WORDS)
    told = request.inform(NOW, **telling(LEFT_OUT))

    for why in (alone, by_oneself):
        assert isinstance(why, OutOfOrderError)
        assert "seen by a second person" in str(why)
    assert told.said == (LEFT_OUT,)


def test_one_person_may_leave_something_out_where_no_four_eyes_are_asked() -> None:
    told = done(Setting()).inform(NOW, **telling(LEFT_OUT))

    assert told.said == (LEFT_OUT,)


def test_what_somebody_else_did_besides_approves_nothing() -> None:
    request = done()
    request.place_hold(SOMEBODY_ELSE, reason=WORDS)
    request.collect_events()

    assert isinstance(objection(request, "inform", **telling(LEFT_OUT)), OutOfOrderError)


def test_what_was_approved_is_only_that() -> None:
    request = done()
    request.approve_omission(SOMEBODY_ELSE, provisions=("gdpr/15/1/h",), reason=WORDS)
    request.collect_events()

    assert isinstance(objection(request, "inform", **telling(LEFT_OUT)), OutOfOrderError)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"where": Where.ANNEX}, "an annex, and nothing else, names a document"),
        ({"where": Where.TEXT, "document": WORDS}, "an annex, and nothing else, names a document"),
        ({"where": Where.ANNEX, "document": WORDS}, "the annex is no document of this request"),
        ({"where": Where.SAID_ON}, "an earlier letter, and nothing else, names a day"),
        (
            {"where": Where.SAID_ON, "on": RECEIVED_ON},
            "no letter of this request was sent on that day",
        ),
        ({"where": Where.OMITTED}, "what is left out needs a reason"),
    ],
)
def test_where_a_thing_stands_is_somewhere(said: dict[str, Any], why: str) -> None:
    refused = objection(done(), "inform", **telling(Said(provision=SOURCE, **said)))

    assert isinstance(refused, BadInputError)
    assert (refused.word, str(refused)) == ("said", why)


def test_an_earlier_letter_is_one_of_this_request() -> None:
    request = given(received(ACCESS, Right.ERASURE), fulfilled(Right.ERASURE))
    request.record(informed(Right.ERASURE), NOW)
    request.record(fulfilled(ACCESS), NOW)
    before = Said(provision=SOURCE, where=Where.SAID_ON, on=informed(Right.ERASURE).sent_on)

    assert request.inform(NOW, **telling(before)).said == (before,)


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize(
    ("provision", "may"),
    [
        ("gdpr/15/1/a", False),
        ("gdpr/15/1/d", False),
        ("gdpr/15/3", False),
        ("gdpr/15/1/g", True),
        ("gdpr/15/1/h", True),
        ("gdpr/15/2", True),
    ],
)
def test_that_there_is_none_is_said_only_of_what_may_not_exist(
    provision: str, *, may: bool
) -> None:
    none = Said(provision=provision, where=Where.NONE_EXISTS)

    if may:
        assert done().inform(NOW, **telling(none)).said == (none,)
    else:
        why = objection(done(), "inform", **telling(none))
        assert isinstance(why, UnsaidError)
        assert [str(one) for one in why.missing] == [provision]


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("provision", ["gdpr/12/4", "gdpr/77", "gdpr/79"])
def test_reasons_and_routes_are_never_left_out(provision: str) -> None:
    left_out = Said(provision=provision, where=Where.OMITTED, because=WORDS)

    assert isinstance(objection(done(), "inform", **telling(left_out)), UnsaidError)


def test_nothing_is_approved_of_a_closed_request() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())

    why = objection(request, "approve_omission", provisions=(SOURCE,), reason=WORDS)

    assert str(why) == rules.still_open.otherwise


def test_what_to_mind_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(done())}

    assert "another person" in str(listed["approve_omission"].hint)


def test_it_is_approved_through_http_by_the_officer(store: Store) -> None:
    dpo, clerk = signed_in(store, Role.DPO), signed_in(store, Role.HANDLER)
    place = receive(dpo)
    body = {"provisions": [SOURCE], "reason": "De melder wil niet genoemd worden."}

    taken = dpo.post(f"{place}/approve-omission", json=body)
    none = dpo.post(f"{place}/approve-omission", json=body | {"provisions": []})
    unknown = dpo.post(f"{place}/approve-omission", json=body | {"provisions": ["gdpr/x"]})
    by_the_clerk = clerk.post(f"{place}/approve-omission", json=body)

    assert taken.status_code == 200, taken.text
    assert [one.status_code for one in (none, unknown, by_the_clerk)] == [422, 422, 403]
    event = dpo.get(f"{place}/events").json()["items"][-1]
    assert event["type"] == "OmissionApproved"
    assert event["data"]["provisions"] == [SOURCE]
    assert "melder" not in str(event)
