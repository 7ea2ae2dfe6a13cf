"""What must be told is told: computed from the events, in four languages, and never invented."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from griffie.application.controller.authority import GBA, Names
from griffie.application.controller.profile import (
    NEUTRAL,
    ControllerProfile,
    Decision,
    Degree,
    Recipient,
    load_profile,
)
from griffie.application.letters import Demand, Letter, LetterKind, What, as_text, complete, letter
from griffie.application.letters.phrases import Phrase, phrases
from griffie.application.letters.source import may_be_shown
from griffie.domain.events import (
    AnnouncementRecorded,
    ClaimReclassified,
    ErasureDeferred,
    FoundNotApplicable,
    HumanReviewPerformed,
    Invoked,
    MandateVerified,
    NoRequestFound,
    PublicControllersInformed,
    RecipientNotificationOmitted,
    RecipientNotified,
    Representative,
    Requester,
    RequestReceived,
    RestrictionApplied,
)
from griffie.domain.law import (
    GDPR,
    GROUNDS,
    ExceptionGround,
    FeeGround,
    Language,
    NoRequestGround,
    NotApplicableGround,
    OmissionGround,
    Provision,
    Refusal,
    RestrictionGround,
    Right,
)
from griffie.domain.law.catalogue import heading
from griffie.domain.law.catalogue import text as text_of
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Capacity, ReviewOutcome
from tests.given.past import (
    WORDS,
    asked,
    doubted,
    excepted,
    extended,
    fee_accepted,
    fee_declined,
    fee_proposed,
    fulfilled,
    given,
    granted,
    informed,
    not_established,
    refused,
    refused_as_excessive,
    revoked,
    withdrawn,
)
from tests.given.past import received as received_from

ROOT = Path(__file__).parents[2]
IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
TODAY = date(2026, 3, 20)
NL, FR, DE, EN = Language
ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
ANSWER, REFUSAL = LetterKind.ANSWER, LetterKind.REFUSAL
TYPED = "Wat iemand in het dossier schreef."
OPENED = {WORDS: TYPED}
BOTH_ROUTES = {Demand(What.COMPLAINT, GDPR(12, 4)), Demand(What.COURT, GDPR(12, 4))}


def sealed(one: str) -> Sealed:
    return Sealed(one * 43)


def received(*rights: Right | Invoked, **facts: Any) -> RequestReceived:
    """As in `tests.given.past`, from somebody of whom only an address is known."""
    return received_from(*rights, **{"requester": Requester(email=sealed("z"))} | facts)


def written(
    kind: LetterKind,
    first: FirstEvent,
    *then: Event,
    language: Language = NL,
    profile: ControllerProfile = IASSIST,
    words: dict[Sealed, Any] = OPENED,
) -> Letter:
    request = given(first, *then)
    return letter(request, [first, *then], profile, kind, language, words, on=TODAY)


def said(one: Letter) -> str:
    """The text in one line, so that a sentence is found wherever its lines break."""
    return " ".join(as_text(one).split())


# The phrases.

QUOTED = [(key, phrase) for key, phrase in phrases().items() if phrase.keeps]


def plain(words: str) -> str:
    return words.casefold().replace("’", "'")


@pytest.mark.parametrize(("key", "phrase"), QUOTED, ids=[key for key, _ in QUOTED])
def test_a_draft_carries_the_words_of_the_law_that_it_says_it_keeps(
    key: str, phrase: Phrase
) -> None:
    assert phrase.keeps is not None
    provision = Provision.parse(phrase.keeps.provision)
    headed = heading(provision)

    for language in Language:
        kept = getattr(phrase.keeps, language.value)
        if kept:
            law = f"{headed and headed.said_in(language)} {text_of(provision).said_in(language)}"
            assert plain(kept) in plain(law), (key, language)
            assert plain(kept) in plain(getattr(phrase, language.value)), (key, language)


def test_a_phrase_says_whether_it_is_ours_and_fills_in_the_same_in_every_language() -> None:
    for key, phrase in phrases().items():
        assert phrase.source == "draft" or Provision.parse(phrase.source), key
        blanks = [set(re.findall(r"{\w+}", getattr(phrase, one.value))) for one in Language]
        if key != "salutation/name":  # French letters do not name the addressee here
            assert all(one == blanks[0] for one in blanks), key


@pytest.mark.law("gdpr/12/4")
def test_every_ground_on_which_one_may_say_no_has_a_sentence_of_its_own() -> None:
    ours = {*NotApplicableGround, *Refusal, "gdpr/12/6"}
    ours |= {one for one in ExceptionGround if not one.startswith("gdpr/17/3/")}

    assert {f"ground/{one}" for one in ours} <= phrases().keys()


# No is never said without its reasons and both routes.


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("language", Language)
def test_a_refusal_gives_its_ground_its_reasons_and_both_routes(language: Language) -> None:
    told = written(REFUSAL, received(ACCESS), refused_as_excessive(ACCESS), language=language)

    assert BOTH_ROUTES.issubset(told.demanded)
    assert complete(told) == ()
    assert TYPED in said(told)
    assert GDPR(12, 5, "b").cite(language) in said(told)
    assert GDPR(79).cite(language) in said(told)
    assert GBA.name.in_(language) in said(told)
    assert GBA.postal_address.in_(language) in said(told)


@pytest.mark.law("gdpr/12/4")
def test_what_is_kept_is_named_with_its_ground_and_until_when() -> None:
    kept = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")
    kept = kept.model_copy(update={"until": date(2036, 12, 31)})
    two = Invoked(right=ERASURE, categories=("contact", "invoices"))

    told = said(written(ANSWER, received(two), kept, fulfilled(ERASURE)))

    assert "behalve die waarover u hieronder leest. Dit betreft: contactgegevens." in told
    assert "De volgende gegevens wissen wij niet: facturen." in told
    assert "artikel 17, lid 3, punt b), AVG" in told
    assert "tot en met 31 december 2036" in told
    assert "klacht in te dienen bij een toezichthoudende autoriteit" in told


@pytest.mark.law("gdpr/12/6")
def test_who_was_not_identified_learns_what_would_help() -> None:
    told = written(ANSWER, received(ACCESS), doubted(), not_established(ACCESS))

    assert complete(told) == ()
    assert "Bezorgt u ons alsnog de informatie" in said(told)


@pytest.mark.law("gdpr/23")
@pytest.mark.parametrize("language", Language)
def test_a_ground_that_may_not_be_shown_is_nowhere_in_the_letter(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No such ground is in the lists yet; any that is not the GDPR's own is treated so.
    monkeypatch.setattr("griffie.application.letters.decided.may_be_shown", lambda _: False)
    monkeypatch.setattr("griffie.application.letters.demands.may_be_shown", lambda _: False)
    hidden = excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS)
    partly = excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS, "credit")

    refusing = written(ANSWER, received(ACCESS), hidden, language=language)
    two = received(Invoked(right=ACCESS, categories=("contact", "credit")))
    giving = written(ANSWER, two, partly, fulfilled(ACCESS), language=language)
    ordinary = written(ANSWER, two, fulfilled(ACCESS), language=language)

    assert complete(refusing) == complete(giving) == ()
    assert TYPED not in said(refusing)
    assert GDPR(15, 4).cite(language) not in said(refusing)
    assert as_text(giving) == as_text(ordinary)


@pytest.mark.law("gdpr/23")
def test_only_grounds_of_the_regulation_itself_may_be_shown() -> None:
    assert all(may_be_shown(ground) for kind in GROUNDS for ground in kind)
    for hidden in ("be/2018-07-30/12", "be/2017-09-18/65/1", "gdpr/23/1/d", "gdpr/23"):
        assert not may_be_shown(hidden)


# Yes is said of each claim, and what it means.


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("happened", [granted, fulfilled])
def test_what_was_promised_or_done_is_told_of_every_right(
    happened: Any, right: Right, language: Language
) -> None:
    told = written(ANSWER, received(right), happened(right), language=language)

    done = {demand for demand in told.demanded if demand.what is What.ACTION}
    assert {demand.right for demand in done} == {right}
    assert complete(told) == ()
    assert (TYPED in said(told)) == (happened is fulfilled)


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize("language", Language)
def test_access_tells_all_eight_points_and_the_safeguards(language: Language) -> None:
    told = written(ANSWER, received(ACCESS), fulfilled(ACCESS), language=language)

    demanded = {str(one.provision) for one in told.demanded if one.what is What.INFORMATION}
    assert demanded == {*(f"gdpr/15/1/{letter}" for letter in "abcdefgh"), "gdpr/15/2"}
    assert complete(told) == ()


@pytest.mark.law("gdpr/15/1")
def test_of_the_purposes_that_were_named_access_tells_what_the_profile_knows() -> None:
    about = Invoked(right=ACCESS, purposes=("statistics",))

    told = written(ANSWER, received(about), fulfilled(ACCESS))

    assert "Bezoekersstatistieken" in said(told)
    assert "surfgedrag; cookies" in said(told)
    assert "Google Inc. (Google Analytics) (Verenigde Staten)" in said(told)
    assert "Facturatie" not in said(told)


@pytest.mark.law("gdpr/15/1")
def test_where_the_profile_is_silent_the_clerk_is_told_what_to_fill_in() -> None:
    silent = written(ANSWER, received(ACCESS), fulfilled(ACCESS), profile=NEUTRAL, language=EN)

    assert complete(silent) == ()
    assert any("purposes" in gap for gap in silent.gaps)
    assert any("source" in gap for gap in silent.gaps)
    assert any("name and address" in gap for gap in silent.gaps)


def surveyed(profile: ControllerProfile, **first: Any) -> ControllerProfile:
    """The profile of somebody who went through everything; `first` changes its first purpose."""
    purpose = profile.purposes[0].model_copy(update=first)
    return profile.model_copy(
        update={"surveyed": ("origins", "decisions"), "purposes": (purpose, *profile.purposes[1:])}
    )


def about(*purposes: str) -> RequestReceived:
    return received(Invoked(right=ACCESS, purposes=purposes))


@pytest.mark.law("gdpr/15/1/g")
@pytest.mark.parametrize("language", Language)
def test_access_tells_where_data_come_from_that_the_person_did_not_provide(
    language: Language,
) -> None:
    told = written(ANSWER, about("credit-check"), fulfilled(ACCESS), language=language)

    bank = {NL: "Kruispuntbank", FR: "Banque-Carrefour", DE: "Zentrale Datenbank", EN: "Crossroads"}
    unknown = phrases()["gap/origin"].said_in(language)
    assert bank[language] in said(told)
    assert sum(unknown in gap for gap in told.gaps) == 1  # of creditworthiness nobody said
    assert complete(told) == ()


@pytest.mark.law("gdpr/15/1/g")
def test_only_who_went_through_its_sources_says_that_there_is_no_other() -> None:
    asked_for = about("account-verification")

    sure = written(ANSWER, asked_for, fulfilled(ACCESS), profile=surveyed(IASSIST))
    unsure = written(ANSWER, asked_for, fulfilled(ACCESS))

    assert "Wij hebben al deze gegevens van uzelf" in said(sure)
    assert "Wij hebben al deze gegevens van uzelf" not in said(unsure)
    assert any("de bron" in gap for gap in unsure.gaps)
    assert complete(sure) == complete(unsure) == ()


LOGIC = Decision(
    logic=Names(nl="Een score uit drie betalingen."),
    significance=Names(nl="De score beslist of u op krediet koopt."),
    consequences=Names(nl="Bij een lage score betaalt u vooraf."),
)


@pytest.mark.law("gdpr/15/1/h")
def test_access_explains_what_a_machine_decides_alone() -> None:
    decides = surveyed(IASSIST, automated_decision=Degree.YES, decision=LOGIC)

    told = written(ANSWER, about("account-verification"), fulfilled(ACCESS), profile=decides)

    assert "Onderliggende logica: Een score uit drie betalingen." in said(told)
    assert "Belang: De score beslist of u op krediet koopt." in said(told)
    assert "Verwachte gevolgen: Bij een lage score betaalt u vooraf." in said(told)
    assert not any("onderliggende logica" in gap for gap in told.gaps)
    assert complete(told) == ()


@pytest.mark.law("gdpr/15/1/h")
@pytest.mark.parametrize("degree", [Degree.PERHAPS, Degree.YES])
def test_a_decision_that_nobody_described_is_left_to_the_clerk(degree: Degree) -> None:
    undescribed = surveyed(IASSIST, automated_decision=degree)

    told = written(ANSWER, about("account-verification"), fulfilled(ACCESS), profile=undescribed)

    assert any("onderliggende logica" in gap for gap in told.gaps)
    assert "nemen wij geen besluiten" not in said(told)


@pytest.mark.law("gdpr/15/1/h")
def test_only_who_went_through_its_decisions_says_that_there_are_none() -> None:
    sure = written(ANSWER, about("billing"), fulfilled(ACCESS), profile=surveyed(IASSIST))
    unsure = written(ANSWER, about("billing"), fulfilled(ACCESS))
    mixed = written(ANSWER, about("billing", "fraud-prevention"), fulfilled(ACCESS))

    assert "nemen wij geen besluiten die uitsluitend op geautomatiseerde" in said(sure)
    assert any("onderliggende logica" in gap for gap in unsure.gaps)
    assert any("voor de andere doeleinden" in gap for gap in mixed.gaps)
    assert "Fraudepreventie: [AAN TE VULLEN" in said(mixed)


@pytest.mark.law("gdpr/15/2")
def test_access_tells_what_protects_data_outside_the_area() -> None:
    clauses = Names(nl="modelcontractbepalingen van de Commissie")
    guarded = tuple(
        one.model_copy(update={"safeguards": clauses}) if one.country == "US" else one
        for one in IASSIST.recipients
    )
    profile = IASSIST.model_copy(update={"recipients": guarded})

    with_them = written(ANSWER, about("statistics"), fulfilled(ACCESS), profile=profile)
    without = written(ANSWER, about("statistics"), fulfilled(ACCESS))

    assert "(Verenigde Staten): modelcontractbepalingen van de Commissie" in said(with_them)
    assert not any("artikel 46" in gap for gap in with_them.gaps)
    assert any("artikel 46" in gap for gap in without.gaps)


@pytest.mark.law("gdpr/15/1/c")
def test_an_authority_among_the_recipients_is_never_named_by_itself() -> None:
    judge = Recipient(code="host-1", name=Names(nl="het gerecht"), kind="public_authority")
    profile = IASSIST.model_copy(update={"recipients": (judge, *IASSIST.recipients[1:])})
    erased = Invoked(right=ERASURE, recipients=("host-1",))

    told = written(
        ANSWER, received(ACCESS, erased), fulfilled(ACCESS), fulfilled(ERASURE), profile=profile
    )

    assert "het gerecht" not in said(told)
    assert any("overheidsinstanties" in gap for gap in told.gaps)


@pytest.mark.law("gdpr/19")
def test_recipients_are_named_with_what_they_were_told_or_why_not() -> None:
    two = Invoked(right=ERASURE, recipients=("cookieyes", "google-analytics", "group"))
    notified = RecipientNotified(recipient="cookieyes", right=ERASURE, notified_on=TODAY)
    omitted = RecipientNotificationOmitted(
        recipient="group", right=ERASURE, ground=OmissionGround.IMPOSSIBLE, reason=WORDS
    )

    told = written(ANSWER, received(two), fulfilled(ERASURE), notified, omitted)

    assert complete(told) == ()
    assert "CookieYes: op de hoogte gebracht op 20 maart 2026" in said(told)
    assert "iAssist groep: niet op de hoogte gebracht, omdat dit onmogelijk blijkt" in said(told)
    assert "Google Inc. (Google Analytics): wordt nog op de hoogte gebracht" in said(told)


@pytest.mark.law("gdpr/21/4")
def test_the_right_to_object_stands_apart_from_everything_else() -> None:
    told = written(ANSWER, received(ACCESS), fulfilled(ACCESS))

    (apart,) = [one for one in told.sections if one.title == "Uw recht van bezwaar"]
    assert {demand.what for one in apart.paragraphs for demand in one.meets} == {What.OBJECTION}


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize(
    ("ground", "owed"),
    [
        (ExceptionGround.CONTRACT, True),
        (ExceptionGround.EXPLICIT_CONSENT, True),
        (ExceptionGround.AUTHORISED_BY_LAW, False),
    ],
)
def test_who_stays_subject_to_a_machine_may_ask_for_a_person(
    ground: ExceptionGround, *, owed: bool
) -> None:
    right = Right.AUTOMATED_DECISION
    told = written(ANSWER, received(right), excepted(right, ground))

    assert complete(told) == ()
    assert ("menselijke tussenkomst" in said(told)) is owed
    assert (Demand(What.HUMAN, GDPR(22, 3), right) in told.demanded) is owed


@pytest.mark.law("gdpr/17/2")
@pytest.mark.parametrize("language", Language)
def test_who_was_told_that_public_data_must_go_is_told(language: Language) -> None:
    who, how = sealed("w"), sealed("h")
    words = OPENED | {who: "Zoekmachine Voorbeeld", how: "Per brief gevraagd."}
    informed_them = PublicControllersInformed(
        right=ERASURE, who=who, measures=how, informed_on=TODAY
    )
    done = fulfilled(ERASURE)

    told = written(
        ANSWER, received(ERASURE), informed_them, done, words=words, language=language
    )  # fmt: skip
    promised = written(ANSWER, received(ERASURE), informed_them, granted(ERASURE), words=words)

    assert Demand(What.PUBLIC, GDPR(17, 2), ERASURE) in told.demanded
    assert complete(told) == complete(promised) == ()
    assert "Zoekmachine Voorbeeld" in said(told)
    assert "Per brief gevraagd." in said(told)
    assert "Zoekmachine Voorbeeld" not in said(promised)


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_what_a_person_made_of_a_decision_is_told_with_the_reasons(
    outcome: ReviewOutcome, language: Language
) -> None:
    right = Right.AUTOMATED_DECISION
    heard = HumanReviewPerformed(
        right=right, outcome=outcome, view=WORDS, reasons=WORDS, reviewed_on=TODAY
    )
    kept = excepted(right, ExceptionGround.CONTRACT)

    over = written(ANSWER, received(right), heard, fulfilled(right), language=language)
    upheld = written(ANSWER, received(right), heard, kept, language=language)

    for told in (over, upheld):
        assert Demand(What.HUMAN, GDPR(22, 3), right) in told.demanded
        assert complete(told) == ()
        assert phrases()["human/heard"].said_in(language) in said(told)
        assert TYPED in said(told)


@pytest.mark.law("gdpr/22/3")
def test_a_decision_read_as_another_right_keeps_its_review() -> None:
    machine, objection = Right.AUTOMATED_DECISION, Right.OBJECTION
    heard = HumanReviewPerformed(
        right=machine, outcome=ReviewOutcome.CHANGED, reasons=WORDS, reviewed_on=TODAY
    )
    read_as = ClaimReclassified(from_right=machine, to_right=objection, reason=WORDS)

    told = written(ANSWER, received(machine), heard, read_as, fulfilled(objection))

    assert complete(told) == ()


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", [Right.RECTIFICATION, ERASURE, Right.RESTRICTION])
@pytest.mark.parametrize("language", Language)
def test_after_each_change_the_recipients_stand_by_name(right: Right, language: Language) -> None:
    shared = Invoked(right=right, recipients=("cookieyes",))

    told = written(ANSWER, received(shared), fulfilled(right), language=language)

    assert Demand(What.RECIPIENTS, GDPR(19), right) in told.demanded
    assert complete(told) == ()
    assert "CookieYes" in said(told)


@pytest.mark.law("gdpr/18/3")
@pytest.mark.parametrize("language", Language)
def test_whoever_has_data_restricted_learns_that_lifting_is_announced(language: Language) -> None:
    right = Right.RESTRICTION

    told = written(ANSWER, received(right), fulfilled(right), language=language)

    assert Demand(What.LIFT, GDPR(18, 3), right) in told.demanded
    assert complete(told) == ()
    assert GDPR(18, 3).cite(language) in said(told)


@pytest.mark.law("gdpr/18/3")
@pytest.mark.parametrize("language", Language)
def test_before_a_restriction_is_lifted_the_requester_is_told(language: Language) -> None:
    lift = LetterKind.RESTRICTION_LIFT
    right = Right.RESTRICTION
    told = written(lift, received(right), fulfilled(right), language=language)

    assert told.demanded == (Demand(What.LIFT, GDPR(18, 3)),)
    assert complete(told) == ()


# What is asked, and what takes longer.


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("language", Language)
def test_an_extension_gives_its_reasons_in_dutch_too(language: Language) -> None:
    told = written(
        LetterKind.EXTENSION, received(ACCESS, ERASURE), extended(ACCESS), language=language
    )

    assert complete(told) == ()
    assert TYPED in said(told)
    assert "2026" in said(told)
    assert phrases()["right/access"].said_in(language) in said(told)


@pytest.mark.law("gdpr/12/3")
def test_an_extension_promises_three_months_from_receipt() -> None:
    told = written(LetterKind.EXTENSION, received(ACCESS), extended(ACCESS))

    assert "uiterlijk op 5 juni 2026" in said(told)


@pytest.mark.law("gdpr/12/3")
def test_an_acknowledgement_promises_the_day_that_no_waiting_moves() -> None:
    told = written(LetterKind.ACKNOWLEDGEMENT, received(ACCESS), asked())

    assert "uiterlijk op 7 april 2026" in said(told)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("language", Language)
def test_a_doubt_is_told_with_its_reasons_and_holds_up_no_more_than_it_may(
    language: Language,
) -> None:
    both = received(ACCESS, Right.CONSENT_WITHDRAWAL)

    told = written(LetterKind.IDENTITY, both, doubted(), language=language)

    assert complete(told) == ()
    assert said(told).count(TYPED) == 2  # the reasons, and what is asked for
    last = told.paragraphs[-1].text
    assert phrases()["right/consent_withdrawal"].said_in(language) in last
    assert phrases()["right/access"].said_in(language) not in last


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize("language", Language)
def test_a_question_never_hides_that_one_may_ask_for_everything(language: Language) -> None:
    told = written(LetterKind.CLARIFICATION, received(ACCESS), asked(), language=language)

    assert complete(told) == ()
    assert told.paragraphs[-1].text == phrases()["clarification/everything"].said_in(language)


# What was announced, and objected to beforehand.


@pytest.mark.law("gdpr/13/3")
@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize("language", Language)
def test_an_objection_to_what_was_announced_is_answered_by_its_name_and_day(
    language: Language,
) -> None:
    right = Right.OBJECTION
    announced = AnnouncementRecorded(
        right=right, purpose="newsletter", announced_on=date(2026, 2, 20)
    )
    first = received(right)

    done = written(ANSWER, first, announced, fulfilled(right), language=language)
    refused_ = written(ANSWER, first, announced, refused(right), language=language)

    name = {one.code: one for one in IASSIST.purposes}["newsletter"].name.in_(language)
    not_for_you = phrases()["objection/announced/stopped"].said_in(language)
    for told in (done, refused_):
        assert name in said(told)
        assert complete(told) == ()
    assert not_for_you in said(done)
    assert not_for_you not in said(refused_)


# What it would cost.


@pytest.mark.law("gdpr/12/5/a")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("ground", [FeeGround.EXCESSIVE, FeeGround.UNFOUNDED])
def test_a_fee_is_told_with_its_amount_its_ground_and_the_way_out(
    ground: FeeGround, language: Language
) -> None:
    told = written(
        LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS, ground), language=language
    )

    assert complete(told) == ()
    assert {one.what for one in told.demanded} == {What.FEE, What.GROUND}
    assert "25" in said(told)
    assert GDPR(12, 5, "a").cite(language) in said(told)
    assert TYPED in said(told)
    assert plain(phrases()["fee/choice"].said_in(language)[:40]) in plain(said(told))


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("language", Language)
def test_a_fee_for_further_copies_says_that_the_first_is_free(language: Language) -> None:
    further = fee_proposed(ACCESS, FeeGround.FURTHER_COPIES)

    told = written(LetterKind.FEE, received(ACCESS, ERASURE), further, language=language)

    assert complete(told) == ()
    assert GDPR(15, 3).cite(language) in said(told)
    assert GDPR(12, 5, "a").cite(language) not in said(told)
    assert {one.right for one in told.demanded} == {ACCESS}


@pytest.mark.law("gdpr/12/3")
def test_a_fee_stops_no_clock_and_its_letter_says_so() -> None:
    told = written(LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS))

    assert "uiterlijk op 7 april 2026" in said(told)


@pytest.mark.parametrize("then", [fee_accepted, fee_declined])
def test_of_a_fee_that_was_answered_nothing_is_asked_any_more(then: Any) -> None:
    with pytest.raises(OutOfOrderError):
        written(LetterKind.FEE, received(ACCESS), fee_proposed(ACCESS), then(ACCESS))


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
    assert complete(told) == ()
    assert phrases()[f"ground/{ground}"].said_in(language) in said(told)
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

    assert complete(told) == ()


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
    assert "Over het volgende hebben wij nog niet beslist: bezwaar" in said(told)
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
        requester=Requester(name=name, email=sealed("z")),
        representative=Representative(name=lawyer, capacity=Capacity.LAWYER),
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


# Whatever happened, an answer is whole.


def decisions(invoked: Invoked) -> st.SearchStrategy[tuple[Event, ...]]:
    """Every course of one claim: done, promised, refused, not in play, excepted or still open."""
    right = invoked.right
    grounds = [one for one in ExceptionGround if right in one.rights]
    absent = [one for one in NotApplicableGround if right in one.rights]
    courses: list[st.SearchStrategy[tuple[Event, ...]]] = [
        st.just(()),
        st.just((granted(right),)),
        st.just((fulfilled(right),)),
        st.just((refused(right),)),
        st.just((refused(right, proposed=True),)),
        st.just((refused_as_excessive(right),)),
        st.just((not_established(right),)),
        st.just((withdrawn(right),)),
        st.just((refused(right), revoked(right), fulfilled(right))),
        st.sampled_from(absent).map(lambda why: (found(right, why),)),
    ]
    if grounds:
        some = st.lists(st.sampled_from(["contact", "invoices"]), unique=True)
        kept = st.builds(
            lambda why, names: excepted(right, why, *names), st.sampled_from(grounds), some
        )
        courses += [
            kept.map(lambda one: (one,)),
            kept.map(lambda one: (one, fulfilled(right))),
            st.tuples(kept, kept),
        ]
    return st.one_of(courses)


def found(right: Right, ground: NotApplicableGround) -> Event:
    return FoundNotApplicable(right=right, ground=ground, explanation=WORDS)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    codes = st.lists(st.sampled_from(["contact", "invoices"]), unique=True).map(tuple)
    purposes = st.sampled_from([(), ("newsletter",), ("billing", "unknown")])
    recipients = st.sampled_from([(), ("host-1",), ("group", "unknown")])
    asked_for = st.builds(
        Invoked,
        right=st.sampled_from(Right),
        categories=codes,
        purposes=purposes,
        recipients=recipients,
    )
    claims = draw(st.lists(asked_for, min_size=1, max_size=4, unique_by=lambda one: one.right))
    then = [event for one in claims for event in draw(decisions(one))]
    return (received(*claims), *then)


def letters(history: tuple[Any, ...], language: Language) -> Iterator[Letter]:
    for kind in (ANSWER, REFUSAL):
        try:
            yield written(kind, *history, language=language)
        except OutOfOrderError:
            continue


@pytest.mark.law("gdpr/12/4")
@drawn(histories(), st.sampled_from(Language))
def test_no_answer_that_says_no_lacks_its_ground_or_a_route(
    history: tuple[Any, ...], language: Language
) -> None:
    request = given(*history)
    for one in letters(history, language):
        assert complete(one) == ()
        assert "{" not in as_text(one)
        told = said(one)
        for claim in request.claims.values():
            about = [claim.ground, *(exempted.ground for exempted in claim.exceptions)]
            if claim.status in {"open", "withdrawn", "refusal_proposed"}:
                continue
            for ground in filter(None, about):
                assert BOTH_ROUTES.issubset(one.demanded)
                assert GBA.name.in_(language) in told
                assert GDPR(79).cite(language) in told
                if not ground.startswith("fact/"):
                    assert cited(ground).cite(language) in told


def cited(ground: str) -> Provision:
    return GDPR(12, 5, "b") if ground.startswith("gdpr/12/5/") else Provision.parse(ground)


@drawn(histories(), st.sampled_from(Language), st.data())
def test_a_letter_that_loses_a_demanded_paragraph_is_found_out(
    history: tuple[Any, ...], language: Language, data: st.DataObject
) -> None:
    for one in letters(history, language):
        lost = data.draw(st.sampled_from(one.demanded))
        sections = tuple(
            replace(section, paragraphs=tuple(p for p in section.paragraphs if lost not in p.meets))
            for section in one.sections
        )

        assert lost in complete(replace(one, sections=sections))
