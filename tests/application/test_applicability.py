"""Which right applies to which purpose, and what the profile does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.controller.advice_sentences import AdviceSentence, Review, Why
from griffie.application.controller.applicability import Applies, applicability
from griffie.application.controller.profile import NEUTRAL, ControllerProfile, Purpose, StatedBasis
from griffie.domain.law import ExceptionGround, Language, Right
from griffie.domain.model.recorded import Basis, Degree
from tests.given.applicability import DUTY, IASSIST, MATRIX, NAME, one, only

ALWAYS = (Right.ACCESS, Right.RECTIFICATION, Right.RESTRICTION)


@pytest.mark.law("gdpr/15/1")
@pytest.mark.law("gdpr/16")
@pytest.mark.law("gdpr/18/1")
@pytest.mark.parametrize("right", ALWAYS)
def test_some_rights_apply_whatever_the_basis(right: Right) -> None:
    every = applicability(right, (), IASSIST)

    assert len(every) == len(MATRIX)
    assert {advice.applies for advice in every} == {Applies.YES}


@pytest.mark.law("gdpr/17/1/d")
def test_unlawful_processing_is_a_point_for_erasure_of_every_purpose() -> None:
    for advice in applicability(Right.ERASURE, (), IASSIST):
        assert Why.IF_UNLAWFUL in advice.why


@pytest.mark.law("gdpr/6/1")
@pytest.mark.parametrize("number", MATRIX)
def test_where_the_profile_is_in_doubt_its_dpo_is_told(number: str) -> None:
    row = MATRIX[number]

    assert only(Right.ACCESS, row.code).review == row.review


@pytest.mark.law("gdpr/21/2")
@pytest.mark.parametrize("code", ["contact-requests", "optional-cookies"])
def test_marketing_that_is_left_open_is_to_be_reviewed(code: str) -> None:
    assert Review.MARKETING_OPEN in only(Right.DIRECT_MARKETING_OBJECTION, code).review
    assert Review.MARKETING_OPEN not in only(Right.ACCESS, code).review


@pytest.mark.law("gdpr/22/1")
def test_a_machine_that_may_decide_is_to_be_reviewed() -> None:
    flagged = {
        advice.purpose
        for advice in applicability(Right.AUTOMATED_DECISION, (), IASSIST)
        if Review.MACHINE_OPEN in advice.review
    }

    assert flagged == {"credit-check", "newsletter", "fraud-prevention", "applications"}


@pytest.mark.law("gdpr/21/6")
def test_statistics_may_be_objected_to_once_they_are_known_to_be_statistics() -> None:
    left_open = only(Right.RESEARCH_OBJECTION, "statistics")
    said = only(Right.RESEARCH_OBJECTION, "x", one(Basis.PUBLIC_TASK, research=Degree.YES))

    assert left_open.applies is Applies.DOUBTFUL
    assert Review.RESEARCH_OPEN in left_open.review
    assert said.applies is Applies.YES
    assert said.exceptions == (ExceptionGround.RESEARCH_PUBLIC_INTEREST,)


@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize("told", list(Basis))
def test_who_was_told_consent_may_withdraw_it_and_nobody_else(told: Basis) -> None:
    advice = only(Right.CONSENT_WITHDRAWAL, "x", one(told, recommended=Basis.CONTRACT))

    assert (advice.applies is Applies.YES) == (told is Basis.CONSENT)


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("basis", list(Basis))
def test_direct_marketing_may_be_objected_to_whatever_the_basis(basis: Basis) -> None:
    advice = only(Right.DIRECT_MARKETING_OBJECTION, "x", one(basis, direct_marketing=Degree.YES))

    assert advice.applies is Applies.YES
    assert advice.exceptions == ()


@pytest.mark.law("gdpr/20/1/a")
@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize("basis", list(Basis))
def test_portability_and_objection_go_by_the_basis_and_never_together(basis: Basis) -> None:
    portable = only(Right.PORTABILITY, "x", one(basis)).applies
    objectionable = only(Right.OBJECTION, "x", one(basis))

    assert (portable is Applies.YES) == (basis in {Basis.CONSENT, Basis.CONTRACT})
    assert (objectionable.applies is Applies.YES) == (
        basis in {Basis.PUBLIC_TASK, Basis.LEGITIMATE_INTERESTS}
    )
    if objectionable.applies is Applies.YES:
        assert objectionable.exceptions == (ExceptionGround.COMPELLING_GROUNDS,)


@pytest.mark.law("gdpr/20/1/b")
def test_a_paper_file_is_not_portable() -> None:
    advice = only(Right.PORTABILITY, "x", one(Basis.CONSENT, automated=False))

    assert (advice.applies, advice.why) == (Applies.NO, (Why.NOT_AUTOMATED,))


@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize(
    ("categories", "applies"),
    [
        ([], Applies.YES),
        (["given"], Applies.YES),
        (["given", "guess"], Applies.IN_PART),
        (["guess"], Applies.NO),
    ],
)
def test_what_the_person_did_not_provide_is_not_portable(
    categories: list[str], applies: Applies
) -> None:
    advice = only(Right.PORTABILITY, "x", one(Basis.CONTRACT, categories=categories))

    assert advice.applies is applies


@pytest.mark.law("gdpr/17/3/b")
def test_a_duty_stands_against_erasure_wholly_or_for_its_part() -> None:
    alone = only(Right.ERASURE, "x", one(Basis.LEGAL_OBLIGATION))
    beside = only(Right.ERASURE, "x", one(Basis.LEGAL_OBLIGATION, Basis.CONSENT))

    assert (alone.applies, beside.applies) == (Applies.NO, Applies.IN_PART)
    assert alone.exceptions == beside.exceptions == (ExceptionGround.LEGAL_OBLIGATION,)
    assert Why.NECESSARY_KEPT in alone.why


@pytest.mark.law("gdpr/6/3")
def test_a_duty_whose_law_is_named_needs_no_review() -> None:
    law = "Article 60 of the VAT Code"
    basis = {"basis": "c", "source": "x", "law": law}

    named = one(bases=[basis])

    assert only(Right.ERASURE, "x", named).review == ()
    assert only(Right.ERASURE, "x", one(Basis.LEGAL_OBLIGATION)).review == DUTY


@pytest.mark.law("gdpr/22/2/c")
@pytest.mark.law("gdpr/22/3")
def test_where_a_machine_may_decide_a_person_looks_again() -> None:
    allowed = only(Right.AUTOMATED_DECISION, "x", one(Basis.CONSENT, automated_decision=Degree.YES))
    never = only(
        Right.AUTOMATED_DECISION,
        "x",
        one(Basis.LEGITIMATE_INTERESTS, automated_decision=Degree.YES),
    )

    assert (allowed.applies, allowed.exceptions) == (
        Applies.IN_PART,
        (ExceptionGround.EXPLICIT_CONSENT,),
    )
    assert Why.HUMAN_OWED in allowed.why
    assert (never.applies, never.exceptions) == (Applies.YES, ())


@pytest.mark.parametrize("right", list(Right))
def test_without_a_profile_only_what_no_profile_decides_is_certain(right: Right) -> None:
    (advice,) = applicability(right, (), NEUTRAL)

    certain = {*ALWAYS, Right.ERASURE}
    assert advice.applies is (Applies.YES if right in certain else Applies.DOUBTFUL)
    assert (advice.purpose, advice.review) == (None, (Review.NO_PURPOSES,))


def test_a_purpose_that_the_profile_does_not_know_is_doubtful_beside_those_it_does() -> None:
    known, unknown = applicability(Right.OBJECTION, ("unheard-of", "newsletter"), IASSIST)

    assert (known.purpose, known.applies) == ("newsletter", Applies.YES)
    assert (unknown.purpose, unknown.applies) == ("unheard-of", Applies.DOUBTFUL)
    assert unknown.review == (Review.UNKNOWN_PURPOSE,)


@given(
    st.sampled_from(list(Right)),
    st.frozensets(st.sampled_from(list(Basis))),
    st.sampled_from(list(Degree)),
)
def test_advice_never_turns_on_what_a_purpose_is_called(
    right: Right, bases: frozenset[Basis], degree: Degree
) -> None:
    facts = dict.fromkeys(("direct_marketing", "automated_decision", "research"), degree)
    profile = one(*sorted(bases), **facts)
    renamed = one(*sorted(bases), **facts, code="newsletter")

    said = only(right, "x", profile)

    assert said._replace(purpose="newsletter") == only(right, "newsletter", renamed)
    assert said.why


@pytest.mark.parametrize("said", [*Why, *Review], ids=str)
def test_every_reason_is_a_sentence_with_a_provision_that_can_be_cited(
    said: AdviceSentence,
) -> None:
    assert said.because
    assert all(said.provision.cite(language) for language in Language)


def test_fields_added_to_the_profile_move_no_version_that_was_recorded() -> None:
    told = one(Basis.CONSENT)
    defaults = {"direct_marketing": "no", "automated": True, "also": [], "exceptions": []}

    assert one(Basis.CONSENT, **defaults).version == told.version
    assert one(Basis.CONSENT, direct_marketing="yes").version != told.version


@pytest.mark.law("gdpr/13/3")
def test_an_announced_purpose_is_not_unknown_and_its_basis_is_asked_before_it_begins() -> None:
    (advice,) = applicability(Right.OBJECTION, ("loyalty",), NEUTRAL, announced=("loyalty",))

    assert advice.purpose == "loyalty"
    assert advice.applies is Applies.DOUBTFUL
    assert Why.ANNOUNCED in advice.why
    assert advice.review == (Review.ANNOUNCED_ONLY,)


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize(
    ("basis", "applies"), [(Basis.LEGITIMATE_INTERESTS, Applies.YES), (Basis.CONTRACT, Applies.NO)]
)
def test_an_announced_purpose_that_the_profile_describes_is_judged_by_its_basis(
    basis: Basis, applies: Applies
) -> None:
    bases = (StatedBasis(basis=basis, source="x"),)
    described = Purpose(code="loyalty", name=NAME, bases=bases)
    profile = ControllerProfile(slug="x", purposes=(described,))

    (advice,) = applicability(Right.OBJECTION, (), profile, announced=("loyalty",))

    assert advice.applies is applies
    assert advice.why[-1] is Why.ANNOUNCED
    assert advice.review == ()


@pytest.mark.law("gdpr/13/3")
def test_what_was_announced_joins_every_purpose_where_none_was_named() -> None:
    told = applicability(Right.OBJECTION, (), IASSIST, announced=("loyalty",))

    assert [one.purpose for one in told] == [*(p.code for p in IASSIST.purposes), "loyalty"]
