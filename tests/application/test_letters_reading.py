"""What a program can tell of a letter that a person wrote, and what it does not pretend to."""

import pytest

from griffie.application.controller.authority import GBA, Names
from griffie.application.letters.phrases import phrases
from griffie.application.letters.text_check import cites, names_authority, names_court
from griffie.domain.law import GDPR, GROUNDS, Language, Provision

LEGAL_OBLIGATION = GDPR(17, 3, "b")
PROVISIONS = [Provision.parse(one) for kind in GROUNDS for one in kind if one.startswith("gdpr/")]


@pytest.mark.parametrize("provision", PROVISIONS, ids=str)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("short", [False, True])
def test_a_ground_that_is_cited_in_any_of_our_own_ways_is_found(
    provision: Provision, language: Language, *, short: bool
) -> None:
    assert cites(provision, f"Op grond van ({provision.cite(language, short=short)}).")


@pytest.mark.parametrize(
    "said",
    [
        "artikel 17, lid 3, punt b), AVG",
        "ARTIKEL 17, LID 3,\n   ONDER B) AVG",
        "art. 17.3.b AVG",
        "art. 17 AVG, lid 3, b",
        "op basis van artikel 17 § 3 b)",
        "l’article 17, paragraphe 3, point b), du RGPD",
        "Art. 17 Abs. 3 lit. b DSGVO",
        "Article 17(3)(b) GDPR",
        "point (b) of Article 17(3) GDPR",
        "eerst artikel 12, lid 4, dan artikel 17, lid 3, punt b)",
    ],
)
def test_a_citation_counts_in_every_usual_spelling(said: str) -> None:
    assert cites(LEGAL_OBLIGATION, said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "artikel 17 AVG",
        "artikel 17, lid 3, AVG",
        "artikel 17, lid 3, punt e), AVG",
        "artikel 17, lid 1, punt b), AVG",
        "artikel 7, lid 3, punt b), AVG",
        "factuur 17, lid 3, punt b)",
        "artikel 17 zegt dat lid 3 b u niet aangaat",
        "point (e) of Article 17(3) GDPR",
    ],
)
def test_another_provision_is_not_taken_for_it(said: str) -> None:
    assert not cites(LEGAL_OBLIGATION, said)


@pytest.mark.parametrize("language", Language)
def test_our_own_routes_are_found_in_the_language_in_which_they_are_written(
    language: Language,
) -> None:
    court = phrases()["routes/court"].said_in(language)

    assert names_court(court) >= {language}
    assert language in names_authority(GBA, f"… {GBA.name.in_(language)} …")
    assert language in names_authority(GBA, f"https://www.{GBA.website.in_(language)}/klacht")
    assert language in names_authority(GBA, GBA.postal_address.in_(language).replace(", ", ",\n"))


def test_an_address_for_mail_counts_in_every_language() -> None:
    assert names_authority(GBA, f"Schrijf naar {GBA.email}.") == set(Language)


def test_a_dutch_participle_is_no_german_court() -> None:
    assert not names_court("Uw brief was gericht aan de dienst en rechtvaardigt geen antwoord.")
    assert Language.DE in names_court("Sie können das Gericht anrufen.")
    assert Language.DE in names_court("vor dem Landgericht")


def test_another_authority_is_known_by_its_own_name() -> None:
    cnil = GBA.model_copy(
        update={"name": Names(nl="CNIL"), "website": Names(nl="cnil.fr"), "email": None}
    )

    assert names_authority(cnil, "Adressez-vous à la CNIL.") == set(Language)
    assert not names_authority(cnil, "Gegevensbeschermingsautoriteit")
