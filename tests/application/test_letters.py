"""What must be told is told: computed from the events, in four languages, and never invented."""

import re
from datetime import date

import pytest

from griffie.application.controller.authority import GBA, Names
from griffie.application.letters import LetterKind, missing_demands
from griffie.application.letters.phrases import Phrase, phrases
from griffie.domain.events import (
    ErasureDeferred,
    MandateVerified,
    NoRequestFound,
    RestrictionApplied,
)
from griffie.domain.law import (
    ExceptionGround,
    Language,
    NoRequestGround,
    NotApplicableGround,
    Provision,
    Refusal,
    RestrictionGround,
    Right,
)
from griffie.domain.law.catalogue import heading
from griffie.domain.law.catalogue import text as text_of
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.values import SealedRepresentative, SealedRequester
from griffie.domain.request.vocabulary import Capacity
from tests.given.letters import (
    ACCESS,
    ANSWER,
    BOTH_ROUTES,
    ERASURE,
    IASSIST,
    REFUSAL,
    TODAY,
    TYPED,
    plain,
    received,
    said,
    sealed,
    written,
)
from tests.given.past import WORDS, excepted, fulfilled, informed, refused, revoked, withdrawn

# The phrases.

QUOTED = [(key, phrase) for key, phrase in phrases().items() if phrase.keeps]


@pytest.mark.parametrize(("key", "phrase"), QUOTED, ids=[key for key, _ in QUOTED])
def test_a_draft_carries_the_words_of_the_law_that_it_says_it_keeps(
    key: str, phrase: Phrase
) -> None:
    assert phrase.keeps is not None
    provision = Provision.parse(phrase.source)
    headed = heading(provision)

    for language in Language:
        kept = getattr(phrase.keeps, language.value)
        if kept:
            law = f"{headed and headed.said_in(language)} {text_of(provision).said_in(language)}"
            assert plain(kept) in plain(law), (key, language)
            assert plain(kept) in plain(getattr(phrase, language.value)), (key, language)


def test_a_phrase_says_whether_it_is_ours_and_fills_in_the_same_in_every_language() -> None:
    for key, phrase in phrases().items():
        assert phrase.source == "ours" or Provision.parse(phrase.source), key
        for wording in filter(None, (phrase, phrase.representative)):
            blanks = [set(re.findall(r"{\w+}", wording.said_in(one))) for one in Language]
            if key != "salutation/name":  # French letters do not name the addressee here
                assert all(one == blanks[0] for one in blanks), key


@pytest.mark.law("gdpr/12/4")
def test_every_ground_on_which_one_may_say_no_has_a_sentence_of_its_own() -> None:
    ours = {*NotApplicableGround, *Refusal, "gdpr/12/6"}
    ours |= {one for one in ExceptionGround if not one.startswith("gdpr/17/3/")}

    assert {f"ground/{one}" for one in ours} <= phrases().keys()


UNTIMELY = [kind for kind in LetterKind if kind is not LetterKind.ACKNOWLEDGEMENT]


@pytest.mark.parametrize("kind", UNTIMELY)
def test_nothing_is_written_about_what_did_not_happen(kind: LetterKind) -> None:
    with pytest.raises(OutOfOrderError):
        written(kind, received(ACCESS))


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("ground", NoRequestGround)
@pytest.mark.parametrize("language", Language)
def test_whoever_asked_nothing_that_is_ours_to_answer_is_told_so(
    ground: NoRequestGround, language: Language
) -> None:
    found_none = NoRequestFound(ground=ground, reason=WORDS)

    told = written(ANSWER, received(), found_none, language=language)

    assert BOTH_ROUTES.issubset(told.demanded)
    assert missing_demands(told) == ()
    cited = {"cite": ground.provision.cite(language)} if ground.provision else {}
    expected = phrases()[f"ground/{ground}"].said_in(language).format(**cited)
    assert expected in said(told)
    assert TYPED in said(told)


def test_what_is_only_proposed_to_be_no_request_is_not_told() -> None:
    proposed = NoRequestFound(ground=NoRequestGround.NOT_A_REQUEST, reason=WORDS, proposed=True)

    with pytest.raises(OutOfOrderError):
        written(ANSWER, received(), proposed)


def test_an_erasure_is_not_said_to_be_whole_while_a_backup_holds_the_data() -> None:
    deferred = ErasureDeferred(
        right=ERASURE, system="backup", reason=WORDS, deferred_on=TODAY, until=date(2026, 6, 1)
    )

    told = said(written(ANSWER, received(ERASURE), deferred, fulfilled(ERASURE)))

    assert "In onze reservekopieën staan de gegevens nog tot uiterlijk 1 juni 2026." in told


@pytest.mark.law("gdpr/18/3")
def test_a_restriction_pending_an_objection_is_not_lifted_unannounced_either() -> None:
    pending = RestrictionApplied(
        ground=RestrictionGround.OBJECTION_PENDING, systems=(), provisional=True, applied_on=TODAY
    )

    told = written(LetterKind.RESTRICTION_LIFT, received(Right.OBJECTION), pending)

    assert missing_demands(told) == ()


def test_a_refusal_that_is_only_proposed_is_not_told() -> None:
    with pytest.raises(OutOfOrderError):
        written(ANSWER, received(ACCESS), refused(ACCESS, proposed=True))


def test_an_answer_is_about_what_was_decided_and_not_yet_told() -> None:
    both = received(ACCESS, ERASURE, Right.OBJECTION, Right.PORTABILITY)

    told = written(
        ANSWER, both, fulfilled(ACCESS), informed(ACCESS), fulfilled(ERASURE),
        withdrawn(Right.PORTABILITY),
    )  # fmt: skip

    assert [one.right for one in told.sections if one.right] == [ERASURE]
    assert "Over het volgende hebben wij nog niet beslist." in said(told)
    assert "bezwaar tegen de verwerking van uw persoonsgegevens: uiterlijk op 7 april" in said(told)
    assert "U hebt het volgende ingetrokken: overdraagbaarheid" in said(told)


def test_a_decision_that_was_revoked_leaves_no_reasons_behind() -> None:
    told = written(
        ANSWER,
        received(ERASURE),
        excepted(ERASURE, ExceptionGround.EXPRESSION, "photo"),
        revoked(ERASURE),
        fulfilled(ERASURE),
    )

    assert "foto" not in said(told)
    assert not BOTH_ROUTES & set(told.demanded)


def test_a_letter_goes_through_a_lawyer_only_once_the_mandate_was_verified() -> None:
    name, lawyer = sealed("n"), sealed("l")
    first = received(
        ACCESS,
        requester=SealedRequester(name=name, email=sealed("z")),
        representative=SealedRepresentative(name=lawyer, capacity=Capacity.LAWYER),
    )
    seen = MandateVerified(method=WORDS, verified_on=TODAY)
    words = {name: "Wout Vermeulen", lawyer: "mr. An Claes", sealed("z"): "wout@example.be"}

    before = written(LetterKind.ACKNOWLEDGEMENT, first, words=words)
    after = written(LetterKind.ACKNOWLEDGEMENT, first, seen, words=words)

    assert before.addressee == ("Wout Vermeulen", "wout@example.be")
    assert after.addressee == ("mr. An Claes", "voor Wout Vermeulen")


def test_words_that_are_not_to_be_had_are_left_to_the_clerk() -> None:
    told = written(REFUSAL, received(ACCESS), refused(ACCESS), words={})

    assert told.gaps == ("[AAN TE VULLEN: de uitleg in uw eigen woorden]",)


def test_another_authority_stands_in_the_letter_without_the_belgian_court() -> None:
    cnil = GBA.model_copy(update={"name": Names(nl="CNIL"), "email": None, "phone": None})
    profile = IASSIST.model_copy(update={"supervisory_authority": cnil})

    told = said(written(REFUSAL, received(ACCESS), refused(ACCESS), profile=profile))

    assert "CNIL" in told
    assert "kort geding" not in told
    assert "Gegevensbeschermingsautoriteit" not in told
    assert "artikel 79 AVG" in told
