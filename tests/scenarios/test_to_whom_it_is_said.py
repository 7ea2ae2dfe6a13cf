"""Rows E8 to E10: who reads the letter, who wrote it, and how each language says it."""

import re

import pytest

from griffie.domain.law import Language
from tests.scenarios.desk import DAY, DE, DONE, EN, FR, NL, WORDS, Desk


@pytest.mark.law("gdpr/12/1")
@pytest.mark.parametrize("capacity", ["lawyer", "parent"])
@pytest.mark.parametrize(
    ("language", "theirs", "yours"),
    [
        (NL, "persoonsgegevens van de betrokkene", "uw persoonsgegevens"),
        (FR, "données à caractère personnel de la personne concernée", "vos données"),
        (DE, "personenbezogenen Daten der betroffenen Person", "Ihre personenbezogenen"),
        (EN, "personal data of the data subject", "your personal data"),
    ],
)
def test_e8_who_acts_for_another_reads_of_that_persons_data(
    desk: Desk, language: Language, theirs: str, yours: str, capacity: str
) -> None:
    speaks = {"name": "An Claes", "email": "an@people.example", "capacity": capacity}
    desk.receives("erasure", "restriction", representative=speaks)
    desk.takes("verify-mandate", method=WORDS, verified_on=DAY)
    desk.takes("fulfil", right="erasure", **DONE)

    told = desk.reads(language=language)

    assert theirs in told
    assert yours not in told
    assert "Wout Vermeulen" in told, "whose data they are"


PARTICULARS = ("Voorbeeldkantoor bv", "BE0123.456.749", "dpo@voorbeeldkantoor.example")


@pytest.mark.law("gdpr/38/4")
def test_e9_every_letter_carries_the_particulars_of_the_company(company: Desk) -> None:
    company.receives("access", "rectification").takes("fulfil", right="rectification", **DONE)
    registers = {NL: "RPR Voorbeeldstad", FR: "RPM Villexemple", EN: "RPR/RPM Exampletown"}

    for kind in ("acknowledgement", "answer"):
        for language, register in registers.items():
            told = company.reads(kind, language)
            assert all(one in told for one in (*PARTICULARS, register, "BE68 5390 0754 7034"))
            assert "www.iassist.be" in told
    assert company.reads().rstrip().endswith("Voorbeeldkantoor bv zaakvoerder")


def test_e9_what_the_profile_does_not_know_is_named_beside_the_letter(desk: Desk) -> None:
    desk.receives("access")

    page = desk.client.get(f"{desk.place}/letter", params={"kind": "acknowledgement"}).text

    assert "<aside>" in page
    assert "de rechtbank van de zetel, achter RPR" in page
    assert "RPR" not in desk.reads("acknowledgement"), "and never invented"


@pytest.mark.law("gdpr/77/1")
def test_e9_the_authority_with_its_form_and_its_languages(desk: Desk) -> None:
    refused = {"right": "access", "ground": "gdpr/12/5/excessive", "demonstration": WORDS}
    desk.receives("access").takes("refuse", **refused)

    assert "Klachtenformulier: gegevensbeschermingsautoriteit.be/burger" in desk.reads("refusal")
    assert "Nederlands, Frans en Duits" in desk.reads("refusal")
    assert "Dutch, French and German" in desk.reads("refusal", EN)


@pytest.mark.law("gdpr/12/5/a")
def test_e9_a_fee_says_how_to_pay_and_where_to_go(company: Desk) -> None:
    fee = {"ground": "gdpr/12/5/excessive", "amount_cents": 2500, "notified_on": DAY}
    company.receives("access")
    company.takes("propose-fee", right="access", demonstration=WORDS, **fee)

    told = company.reads("fee")

    assert "betalen op rekening BE68 5390 0754 7034, met vermelding van" in told
    assert "klacht in te dienen bij een toezichthoudende autoriteit" in told
    assert "beroep bij de rechter in te stellen" in told
    assert "€25.00" in company.reads("fee", EN)


@pytest.mark.law("gdpr/18/2")
@pytest.mark.parametrize(
    ("language", "law"),
    [
        (NL, "voor de instelling, uitoefening of onderbouwing van een rechtsvordering"),
        (FR, "pour la constatation, l'exercice ou la défense de droits en justice"),
        (DE, "zur Geltendmachung, Ausübung oder Verteidigung von Rechtsansprüchen"),
        (EN, "for the establishment, exercise or defence of legal claims"),
    ],
)
def test_e10_what_may_be_done_with_restricted_data_in_the_words_of_the_law(
    desk: Desk, language: Language, law: str
) -> None:
    desk.receives("restriction").takes("fulfil", right="restriction", **DONE)

    told = desk.reads(language=language)

    assert law in told
    assert "interim proceedings" not in told
    if language is FR:
        assert not re.search(r"(?<!\u00a0)[:;?!](?=\s|$)", told)
