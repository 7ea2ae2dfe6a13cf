"""What ends without an answer, and the second person who sees that; four eyes are two persons'."""

from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.disclosure import Disclosure
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.setting import Occasion, Setting
from griffie.domain.request.vocabulary import Relation
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from griffie.domain.steps.unanswered import MergingApproved, WithdrawalApproved
from tests.conftest import signed_in
from tests.given.past import NOW, WORDS, fulfilled, given, informed, objection, on, received
from tests.given.story import receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
OTHER = UUID(int=2)
SAMPLES = (
    WithdrawalApproved(rights=(ACCESS, ERASURE), reason=WORDS),
    MergingApproved(other=OTHER, reason=WORDS),
)
TRIED = ("approve-withdrawal", "approve-merging")

FOUR_EYES = Setting(four_eyes=True)
SOMEBODY_ELSE = on(2026, 3, 20, actor="u-18")
TAKEN_BACK: dict[str, Any] = {"rights": (ACCESS,), "on": NOW.today, "words": WORDS}
DOUBLED: dict[str, Any] = {"other": OTHER, "relation": Relation.DUPLICATE}


def approved(request: RightsRequest, step: str, now: Occasion, **said: Any) -> None:
    getattr(request, step)(now, **said)
    request.collect_events()


@pytest.mark.law("gdpr/12/3")
def test_a_claim_is_withdrawn_by_one_only_after_another_saw_it() -> None:
    request = given(received(ACCESS, ERASURE, setting=FOUR_EYES))

    alone = objection(request, "withdraw", **TAKEN_BACK)
    approved(request, "approve_withdrawal", NOW, rights=(ACCESS,), reason=WORDS)
    by_oneself = objection(request, "withdraw", **TAKEN_BACK)
    approved(request, "approve_withdrawal", SOMEBODY_ELSE, rights=(ERASURE,), reason=WORDS)
    of_another_right = objection(request, "withdraw", **TAKEN_BACK)
    approved(request, "approve_withdrawal", SOMEBODY_ELSE, rights=(ACCESS,), reason=WORDS)
    withdrawn = request.withdraw(NOW, **TAKEN_BACK)

    for why in (alone, by_oneself, of_another_right):
        assert isinstance(why, OutOfOrderError)
        assert "would end without an answer" in str(why)
    assert withdrawn.rights == (ACCESS,)


@pytest.mark.law("gdpr/12/3")
def test_a_request_is_merged_by_one_only_after_another_saw_with_which() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))

    alone = objection(request, "link", **DOUBLED)
    approved(request, "approve_merging", NOW, other=OTHER, reason=WORDS)
    by_oneself = objection(request, "link", **DOUBLED)
    approved(request, "approve_merging", SOMEBODY_ELSE, other=UUID(int=3), reason=WORDS)
    with_another = objection(request, "link", **DOUBLED)
    approved(request, "approve_merging", SOMEBODY_ELSE, other=OTHER, reason=WORDS)
    linked = request.link(NOW, **DOUBLED)

    for why in (alone, by_oneself, with_another):
        assert isinstance(why, OutOfOrderError)
        assert "goes on in another request" in str(why)
    assert linked.other == OTHER


def test_what_ended_with_an_answer_needs_no_second_look() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES), fulfilled(ACCESS), informed(ACCESS))

    why = objection(request, "withdraw", **TAKEN_BACK)

    assert "would end without an answer" not in str(why)  # it is over; that is all


@pytest.mark.parametrize("relation", [Relation.REMINDER, Relation.REPEAT])
def test_a_reminder_and_a_repeat_end_nothing_of_their_own(relation: Relation) -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))

    assert request.link(NOW, other=OTHER, relation=relation)


def test_one_person_ends_it_where_no_four_eyes_are_asked() -> None:
    assert given(received(ACCESS)).withdraw(NOW, **TAKEN_BACK)
    assert given(received(ACCESS)).link(NOW, **DOUBLED)


def test_a_request_does_not_double_itself() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))

    why = objection(request, "approve_merging", other=request.id, reason=WORDS)

    assert isinstance(why, BadInputError)


def test_what_to_mind_is_said_beforehand() -> None:
    listed = {one.command: str(one.hint) for one in actions(given(received(setting=FOUR_EYES)))}

    assert "another person" in listed["approve_merging"]
    asked = given(received(ACCESS, setting=FOUR_EYES))
    hints = {one.command: str(one.hint) for one in actions(asked)}
    assert "once somebody else approved" in hints["withdraw"]


def test_two_accounts_of_one_person_are_two_eyes() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))
    as_dpo = SOMEBODY_ELSE._replace(also=frozenset({NOW.actor}))
    joined = NOW._replace(also=frozenset({SOMEBODY_ELSE.actor}))

    approved(request, "approve_withdrawal", as_dpo, rights=(ACCESS,), reason=WORDS)
    approved(request, "approve_merging", as_dpo, other=OTHER, reason=WORDS)

    for step, said in (("withdraw", TAKEN_BACK), ("link", DOUBLED)):
        with pytest.raises(OutOfOrderError):
            getattr(request, step)(joined, **said)


@pytest.fixture
def house(store: Store) -> Store:
    controller = store.engine.controller
    strict = controller._replace(setting=controller.setting.model_copy(update={"four_eyes": True}))
    object.__setattr__(store.engine, "controller", strict)
    return store


def test_through_http_the_same_person_is_one_with_two_tokens_and_with_two_accounts(
    house: Store,
) -> None:
    clerk, dpo = signed_in(house, Role.HANDLER), signed_in(house, Role.DPO)
    place = receive(clerk, rights=[{"right": "access"}])
    ids = [client.get("/api/v1/me").json()["id"] for client in (clerk, dpo)]
    refusal = {"right": "access", "ground": "gdpr/12/5/excessive", "demonstration": "Elke week."}
    assert clerk.post(f"{place}/refuse", json=refusal).status_code == 200

    reason = Disclosure("reason", "Zij vervangt de DPO.")
    house.engine.directory.join(ids[0], ids[1], reason, house.engine.now(OPERATOR))
    as_one = dpo.post(f"{place}/approve-refusal", json={"right": "access"})
    as_another = signed_in(house, Role.DPO).post(
        f"{place}/approve-refusal", json={"right": "access"}
    )

    assert as_one.status_code == 409
    assert "cannot approve it" in as_one.json()["detail"]
    assert as_another.status_code == 200


def test_an_end_without_an_answer_is_approved_through_http_by_the_officer(house: Store) -> None:
    clerk, dpo = signed_in(house, Role.HANDLER), signed_in(house, Role.DPO)
    place, first = (receive(clerk, rights=[{"right": "access"}]) for _ in range(2))
    back = {"rights": ["access"], "on": "2026-03-20", "words": "Laat maar."}
    doubled = {"other": first.rsplit("/", 1)[1], "relation": "duplicate"}
    seen = {"rights": ["access"], "reason": "Haar eigen woorden."}
    same = {"other": doubled["other"], "reason": "Woord voor woord gelijk."}

    assert clerk.post(f"{place}/withdraw", json=back).status_code == 409
    assert clerk.post(f"{place}/link", json=doubled).status_code == 409
    assert clerk.post(f"{place}/approve-withdrawal", json=seen).status_code == 403
    assert clerk.post(f"{place}/approve-merging", json=same).status_code == 403
    assert dpo.post(f"{place}/approve-withdrawal", json=seen).status_code == 200
    assert dpo.post(f"{place}/approve-merging", json=same).status_code == 200
    assert dpo.post(f"{place}/withdraw", json=back).status_code == 409
    assert clerk.post(f"{place}/link", json=doubled).status_code == 200


@pytest.mark.parametrize("written_to", [False, True])
def test_that_a_message_is_no_request_is_always_seen_twice(
    house: Store, *, written_to: bool
) -> None:
    clerk, dpo = signed_in(house, Role.HANDLER), signed_in(house, Role.DPO)
    place = receive(clerk, rights=[])
    if written_to:
        sent = {"sent_on": "2026-03-20", "channel": "email"}
        assert clerk.post(f"{place}/acknowledge", json=sent).status_code == 200
    finding = {"ground": "fact/not_a_request", "reason": "Reclame."}
    telling = {"kind": "answer", "rights": [], "sent_on": "2026-03-20", "channel": "email"}

    assert clerk.post(f"{place}/find-no-request", json=finding).status_code == 200
    assert clerk.post(f"{place}/inform", json=telling | {"text": "Geen."}).status_code == 409
    assert clerk.post(f"{place}/close", json={}).status_code == 409
    assert dpo.post(f"{place}/approve-finding", json={}).status_code == 200
