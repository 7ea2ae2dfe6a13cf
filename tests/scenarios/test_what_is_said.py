"""Rows E1 to E7 and B12 of the second reading of the law: what letters say, over the API."""

import re

import pytest

from griffie.domain.law import Language
from tests.scenarios.desk import DAY, DE, DONE, EN, FR, NL, WORDS, Desk


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("language", "day", "at_once"),
    [
        (NL, "uiterlijk op 7 april 2026", "onmiddellijk"),
        (FR, "au plus tard le 7 avril 2026", "immédiatement"),
        (DE, "spätestens am 7. April 2026", "sofort"),
        (EN, "by 7 April 2026 at the latest", "at once"),
    ],
)
def test_e1_each_open_right_has_its_own_day(
    desk: Desk, language: Language, day: str, at_once: str
) -> None:
    desk.receives("erasure", "portability", "direct_marketing_objection", "rectification")
    desk.takes("fulfil", right="rectification", **DONE)

    told = desk.reads(language=language)

    assert told.count(day) == 2
    assert told.count(at_once) >= 1


@pytest.mark.law("gdpr/12/3")
def test_e1_an_extended_right_does_not_lend_its_day_to_another(desk: Desk) -> None:
    desk.receives("access", "erasure", "consent_withdrawal", "objection")
    extension = {"grounds": ["complexity"], "explanation": WORDS, "notified_on": DAY}
    desk.takes("extend-deadline", rights=["access"], **extension)
    desk.takes("fulfil", right="objection", **DONE)

    told = desk.reads()

    assert "inzage in uw persoonsgegevens: uiterlijk op 5 juni 2026" in told
    assert "wissing van uw persoonsgegevens: uiterlijk op 7 april 2026" in told
    assert "intrekking van uw toestemming: onmiddellijk" in told


@pytest.mark.law("gdpr/12/3")
def test_e1_a_day_that_has_passed_is_not_promised(desk: Desk) -> None:
    desk.receives("erasure", "rectification", received_on="2026-02-02")
    desk.takes("fulfil", right="rectification", **DONE)

    told = desk.reads()

    assert "wissing van uw persoonsgegevens: onze termijn is op 2 maart 2026 verstreken" in told


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize("right", ["rectification", "erasure", "access"])
def test_e3_a_question_asserts_no_quantity_that_nobody_recorded(desk: Desk, right: str) -> None:
    desk.receives(right).takes("ask-clarification", question=WORDS, asked_on=DAY)

    for language, much in {NL: "grote hoeveelheid", FR: "grande quantité", EN: "large"}.items():
        assert much not in desk.reads("clarification", language)
    told = desk.reads("clarification")
    assert "Onze termijn loopt intussen gewoon door." in told
    assert "uiterlijk op 7 april 2026" in told
    assert "Antwoordt u niet, dan" in told


@pytest.mark.law("gdpr/12/6")
def test_e3_a_doubt_says_that_the_clock_stands_still_and_what_silence_means(desk: Desk) -> None:
    desk.receives("access", "consent_withdrawal")
    desk.takes("doubt-identity", grounds=WORDS, asked_for=WORDS, asked_on=DAY)

    told = desk.reads("identity")
    english = desk.reads("identity", EN)

    assert "Onze termijn staat stil sinds 6 maart 2026 en loopt weer zodra" in told
    assert "Hebben wij op 7 april 2026 geen antwoord dat volstaat" in told
    assert "geen gevolg kunnen geven, en waarom (artikel 12, lid 4, AVG)" in told
    assert "has stood still since 6 March 2026" in english


@pytest.mark.law("gdpr/12/6")
def test_e3_a_doubt_that_came_late_says_that_the_clock_runs(desk: Desk) -> None:
    desk.receives("erasure")
    desk.takes("doubt-identity", grounds=WORDS, asked_for=WORDS, asked_on="2026-03-20")

    told = desk.reads("identity")

    assert "staat stil" not in told
    assert "wissing van uw persoonsgegevens: uiterlijk op 7 april 2026" in told


@pytest.mark.law("gdpr/18/3")
@pytest.mark.parametrize(
    ("right", "ground"), [("objection", "gdpr/18/1/d"), ("rectification", "gdpr/18/1/a")]
)
def test_e4_a_provisional_restriction_was_not_asked(desk: Desk, right: str, ground: str) -> None:
    desk.receives(right)
    desk.takes("apply-restriction", ground=ground, provisional=True, applied_on=DAY)

    told = desk.reads("restriction_lift")
    french = desk.reads("restriction_lift", FR)

    assert "Op uw verzoek" not in told
    assert "voorlopig beperkt" in told
    assert "À votre demande" not in french
    assert "provisoirement limité" in french


@pytest.mark.law("gdpr/16")
def test_e4_a_statement_that_was_added_rectified_nothing(desk: Desk) -> None:
    desk.receives("rectification")
    added = {"system": "servers", "statement": WORDS, "appended_on": DAY}
    desk.takes("append-statement", right="rectification", **added)
    desk.takes("fulfil", right="rectification", **DONE)

    assert "gerectificeerd (artikel" not in desk.reads()
    assert "Wij hebben uw aanvullende verklaring bij de persoonsgegevens gevoegd" in desk.reads()
    assert "rectifié vos" not in desk.reads(language=FR)
    assert "We have rectified" not in desk.reads(language=EN)


@pytest.mark.law("gdpr/17/1")
def test_e4_what_was_erased_is_named_as_erased(desk: Desk) -> None:
    desk.receives({"right": "erasure", "categories": ["contact", "invoices", "photo"]})
    kept = {"ground": "gdpr/17/3/e", "categories": ["invoices"], "necessity": WORDS}
    desk.takes("apply-exception", right="erasure", **kept)
    desk.takes("fulfil", right="erasure", **DONE)

    assert "Gewist zijn: contactgegevens; foto." in desk.reads()
    assert "Données effacées\u00a0: coordonnées\u00a0; photo." in desk.reads(language=FR)
    assert "Gelöscht: Kontaktdaten; Foto." in desk.reads(language=DE)
    assert "Erased: contact details; photograph." in desk.reads(language=EN)


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize("ground", ["gdpr/22/2/a", "gdpr/22/2/c"])
def test_e5_after_a_person_looked_that_is_not_offered_again(desk: Desk, ground: str) -> None:
    right = "automated_decision"
    desk.receives(right)
    review = {"outcome": "upheld", "reasons": WORDS, "reviewed_on": DAY}
    desk.takes("perform-human-review", right=right, **review)
    desk.takes("apply-exception", right=right, ground=ground, necessity=WORDS, departure=WORDS)

    assert "menselijke tussenkomst" not in desk.reads()
    assert "bevestigd (artikel 22, lid 3, AVG)" in desk.reads()
    assert "right to obtain human intervention" not in desk.reads(language=EN)


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize(
    ("right", "code", "named"),
    [
        ("objection", "fraud-prevention", "fraudepreventie"),
        ("direct_marketing_objection", "newsletter", "nieuwsbrief en persoonlijk advies"),
        ("consent_withdrawal", "statistics", "bezoekersstatistieken"),
    ],
)
def test_e6_purposes_stand_by_their_names(desk: Desk, right: str, code: str, named: str) -> None:
    desk.receives({"right": right, "purposes": [code]}).takes("fulfil", right=right, **DONE)

    told = desk.reads()

    assert f"Doeleinden: {named}." in told
    assert code not in told


@pytest.mark.law("gdpr/15/1/e")
def test_e7_access_fits_the_rights_to_the_basis_of_each_purpose(desk: Desk) -> None:
    purposes = ["legal-claims", "newsletter", "statistics", "legal-retention"]
    desk.receives({"right": "access", "purposes": purposes}).takes("fulfil", right="access", **DONE)

    told = desk.reads(language=EN)

    assert "grounds relating to the particular situation: legal claims (Article 21(1)" in told
    assert "without a reason: newsletter and personal advice (Article 21(2) GDPR)" in told
    assert "which can be withdrawn at any time: visitor statistics (Article 7(3) GDPR)" in told
    assert re.search(r"No right to object, given the legal basis: [^.;]*retention", told)


@pytest.mark.law("gdpr/7/3")
@pytest.mark.law("gdpr/21/3")
def test_e7_a_withdrawal_says_what_goes_on(desk: Desk) -> None:
    right = "consent_withdrawal"
    desk.receives({"right": right, "purposes": ["statistics"]}).takes("fulfil", right=right, **DONE)

    told = desk.reads(language=EN)

    assert "fraud prevention: legitimate interest (point (f) of Article 6(1) GDPR)" in told
    assert "marketing: legitimate" not in told


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("language", Language)
def test_e7_where_it_is_marketing_no_letter_says_that_anything_goes_on(
    desk: Desk, language: Language
) -> None:
    right = "consent_withdrawal"
    desk.receives({"right": right, "purposes": ["offers"]}).takes("fulfil", right=right, **DONE)

    told = desk.reads(language=language)

    own = {NL: "geldt meteen ook als bezwaar", FR: "vaut aussitôt opposition"}
    own |= {DE: "gilt sogleich auch als Widerspruch", EN: "is at once an objection"}
    on = {NL: "dat door", FR: "se poursuit", DE: "bleibt es dabei", EN: "that goes on"}
    assert own[language] in told
    assert on[language] not in told


@pytest.mark.law("gdpr/20/2")
@pytest.mark.parametrize(
    ("language", "said"),
    [(NL, "technisch niet mogelijk"), (DE, "technisch nicht machbar"), (EN, "not technically")],
)
def test_b12_that_data_cannot_go_directly_is_said_with_the_reason(
    desk: Desk, language: Language, said: str
) -> None:
    right = "portability"
    desk.receives(right)
    desk.takes("find-transmission-infeasible", right=right, reason=WORDS, found_on=DAY)
    desk.takes("fulfil", right=right, **DONE)

    told = desk.reads(language=language)

    assert said in told
    assert told.count(WORDS) == 2, "what was done, and why not directly"
