"""A letter as PDF: the standards that it says, drafts, and words that a font does not know."""

import json
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
import typst
from fastapi.testclient import TestClient

from griffie.api.papers.letter import pdf
from griffie.application.letters import LetterKind
from griffie.domain.law import Language
from tests.given.story import PERSONAL, receive, tell

PDF = {"kind": "answer", "format": "pdf"}
A3, UA1 = b"<pdfaid:part>3</pdfaid:part>", b"<pdfuaid:part>1</pdfuaid:part>"
ON = date(2026, 3, 6)


@pytest.fixture
def made() -> Any:
    """What was handed to typst, as it was understood."""
    compile_, seen = typst.compile, []

    def watched(*given: Any, **named: Any) -> Any:
        seen.append(json.loads(named["sys_inputs"]["letter"]))
        return compile_(*given, **named)

    with patch.object(typst, "compile", watched):
        yield seen


def decided(clerk: TestClient) -> str:
    place = receive(clerk)
    for step, body in (
        ("verify-identity", {"method": "Teruggebeld.", "verified_on": "2026-03-06"}),
        ("find-not-applicable", NO_DATA),
    ):
        assert clerk.post(f"{place}/{step}", json=body).status_code == 200
    return place


NO_DATA = {"right": "access", "ground": "fact/no_data", "explanation": "Niets gevonden."}


@pytest.mark.parametrize("language", Language)
def test_a_letter_is_pdf_a_and_can_be_read_aloud(clerk: TestClient, language: Language) -> None:
    answer = clerk.get(f"{decided(clerk)}/letter", params={**PDF, "language": language})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"%PDF-1.7")
    assert A3 in answer.content
    assert UA1 in answer.content
    assert f"/Lang({language})".encode() in answer.content.replace(b" ", b"")


def test_the_same_letter_gives_the_same_bytes(clerk: TestClient) -> None:
    place = decided(clerk)

    one, two = (clerk.get(f"{place}/letter", params=PDF).content for _ in range(2))

    assert one == two


def test_a_letter_with_gaps_is_a_draft_on_each_page_and_they_are_numbered(
    clerk: TestClient, made: list[Any]
) -> None:
    clerk.get(f"{decided(clerk)}/letter", params=PDF)

    (letter,) = made
    written = [one["text"] for section in letter["sections"] for one in section["paragraphs"]]
    numbers = [piece["gap"] for text in [*letter["sender"], *written] for piece in text]
    assert letter["draft"] == "ONTWERP, niet versturen"
    assert [n for n in numbers if n] == sorted(n for n in numbers if n)
    assert 1 in numbers


def test_a_letter_that_was_sent_is_given_word_for_word_and_is_no_draft(
    clerk: TestClient, made: list[Any]
) -> None:
    answer = clerk.get(f"{tell(clerk)}/letter", params=PDF)

    (letter,) = made
    assert answer.status_code == 200
    assert PERSONAL["measures"] in letter["plain"]
    assert letter["draft"] == ""
    assert (letter["year"], letter["month"], letter["day"]) == (2026, 3, 10)


@pytest.mark.parametrize("words", ["Łukasz", "Ελένη", "Ивана", "#let x = 1 *b* $y$ @ref <l> `c`"])
def test_letters_of_europe_and_signs_of_typst_are_only_words(words: str) -> None:
    made = pdf.sent_as_pdf(words, LetterKind.ANSWER, Language.NL, ON)

    assert A3 in made
    assert UA1 in made


@pytest.mark.parametrize("words", ["王小明", "😀", "bel\x07\x1b[2J", "\ue0005\ue001", "x" * 5000])
def test_words_that_no_font_here_can_write_still_give_a_page(words: str) -> None:
    assert pdf.sent_as_pdf(words, LetterKind.ANSWER, Language.NL, ON).startswith(b"%PDF-")
