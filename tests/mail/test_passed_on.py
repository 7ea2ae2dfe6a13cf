"""What a colleague passed on, in the forms of the programs that people use; each made for this."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from griffie.domain.law.deadlines import civil_date
from tests.mail.made import codes, made, read

AN = "an.peeters@example.be"
KRIS = "Kris Vos <kris.vos@iassist.be>"
NAMES = {"a comma in the name": "Peeters, An", "an address without brackets": ""}
NO_ADDRESS = {
    "a reply that names no address",
    "a reply of Thunderbird nl",
    "a reply of Thunderbird de",
}
PROGRAMS = tomllib.loads((Path(__file__).parent / "passed_on.toml").read_text())
TEXTS, HTML = PROGRAMS["texts"], PROGRAMS["html"]


@pytest.mark.parametrize("form", TEXTS)
def test_the_author_and_the_day_of_a_text_that_was_passed_on(form: str) -> None:
    words = "Zie hieronder, kan jij dit opnemen?\n\n" + TEXTS[form].replace("{an}", AN)
    mail = read(made(words.replace("\n", "\r\n"), From=KRIS))

    assert mail.sender_name == NAMES.get(form, "An Peeters")
    assert mail.sender_email == ("" if form in NO_ADDRESS else AN)
    assert mail.received_at is not None
    assert civil_date(mail.received_at) == date(2026, 10, 8)
    assert codes(mail) - {"no_sender"} == {"passed_on", "date_supposed"}
    assert ("no_sender" in codes(mail)) is (form in NO_ADDRESS)


@pytest.mark.parametrize("program", HTML)
def test_the_author_and_the_day_of_html_that_was_passed_on(program: str) -> None:
    mail = read(made(HTML[program].replace("{an}", AN), From=KRIS, Content_Type="text/html"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert mail.received_at is not None
    assert civil_date(mail.received_at) == date(2026, 10, 8)


@pytest.mark.parametrize("form", sorted(TEXTS.keys() - NO_ADDRESS))
def test_a_person_who_quotes_another_asks_themselves(form: str) -> None:
    mail = read(made("Mijn vraag.\n\n" + TEXTS[form].replace("{an}", "ander@example.be")))

    assert (mail.sender_email, codes(mail)) == (AN, set())
