"""What a page, a letter and its PDF say of one amount is written in the same way."""

import re
from html import unescape

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from tests.conftest import signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.pdf import words
from tests.given.story import receive

FEE = {
    "right": "access",
    "ground": "gdpr/12/5/excessive",
    "amount_cents": 125_050,
    "demonstration": "Het vierde verzoek.",
    "notified_on": "2026-03-10",
}
AMOUNT = {
    Language.NL: "€ 1.250,50",
    Language.FR: "1\u202f250,50 €",
    Language.DE: "1.250,50 €",
    Language.EN: "€1,250.50",
}


def plain(said: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", said)).replace("\u00a0", " ")


@pytest.mark.parametrize("language", Language)
def test_an_amount_is_the_same_on_the_page_in_the_letter_and_in_its_pdf(
    store: Store, language: Language
) -> None:
    clerk = signed_in(store, Role.HANDLER)
    place = receive(clerk, rights=[{"right": "access"}], language=language)
    assert clerk.post(f"{place}/propose-fee", json=FEE).status_code == 200
    asked = {"kind": "fee", "language": language.value}

    page = seen(at_console(store, Role.HANDLER, language), page_of(place))
    letter = clerk.get(f"{place}/letter", params=asked | {"format": "text"}).text
    paper = clerk.get(f"{place}/letter", params=asked | {"format": "pdf"}).content

    assert AMOUNT[language] in plain(page)
    assert AMOUNT[language] in plain(letter)
    assert re.sub(r"\s", "", AMOUNT[language]) in re.sub(r"\s", "", words(paper))
