"""Web forms and lists: the person behind them, in the forms of the programs that people use."""

import tomllib
from pathlib import Path

import pytest

from tests.mail.made import WISH, codes, made, read

AN = "an.peeters@example.be"
WEBSITE = "Website <noreply@iassist.be>"
PROGRAMS = tomllib.loads((Path(__file__).parent / "forms.toml").read_text())
FORMS, HTML, HEADERS = PROGRAMS["forms"], PROGRAMS["html"], PROGRAMS["headers"]


@pytest.mark.parametrize("form", FORMS)
def test_the_person_in_the_fields_of_a_form(form: str) -> None:
    words = FORMS[form].replace("{an}", AN).replace("\n", "\r\n")
    mail = read(made(words, From=WEBSITE, Auto_Submitted="auto-generated"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert not mail.automatic
    assert codes(mail) - {"date_supposed"} <= {"own_sender", "passed_on"}


@pytest.mark.parametrize("form", HTML)
def test_the_person_in_a_form_in_html(form: str) -> None:
    mail = read(made(HTML[form].replace("{an}", AN), From=WEBSITE, Content_Type="text/html"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)


@pytest.mark.parametrize("said", HEADERS, ids=[one["by"] for one in HEADERS])
def test_the_person_behind_a_form_or_a_list(said: dict[str, str]) -> None:
    headers = {key: value.replace("{an}", AN) for key, value in said.items() if key[0].isupper()}
    mail = read(made(**headers))

    assert (mail.sender_name, mail.sender_email) == (said["name"], AN)
    assert not mail.automatic


NOBODY = [
    "Er staat een nieuwe bestelling klaar. Vragen? Mail jan@example.be of els@example.be.",
    "De back-up van vannacht is gelukt.",
]


@pytest.mark.parametrize("words", NOBODY)
def test_a_machine_that_names_no_one_person_is_a_machine(words: str) -> None:
    mail = read(made(words, From=WEBSITE, Auto_Submitted="auto-generated"))

    assert (mail.sender_email, mail.automatic) == ("noreply@iassist.be", True)


def test_a_form_without_an_address_is_of_who_is_named_and_of_no_machine() -> None:
    words = "Naam: An Peeters\r\nE-mail: niet ingevuld\r\nBericht: wis alles"
    mail = read(made(words, From=WEBSITE, Auto_Submitted="auto-generated"))

    assert (mail.sender_name, mail.sender_email, mail.automatic) == ("An Peeters", "", False)


def test_a_colleague_who_mentions_somebody_is_no_form() -> None:
    mail = read(made("Bel An eens op, an@example.be.", From="Kris Vos <kris.vos@iassist.be>"))

    assert mail.sender_email == "kris.vos@iassist.be"


def test_a_person_whose_own_text_has_fields_asks_themselves() -> None:
    words = "Naam: Iemand Anders\r\nE-mail: ander@example.be\r\n" + WISH

    assert read(made(words)).sender_email == AN
