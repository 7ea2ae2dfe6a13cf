"""A letter over the API: who may see it, what is recorded of that, and how it arrives."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.papers.letter import STYLE, headers
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from tests.conftest import signed_in
from tests.given.story import PERSONAL, RECEIVE, receive, tell

ANSWER = {"kind": "answer"}
REASON = {"Reveal-Reason": "Steekproef van het jaar."}
REFUSED = {"right": "access", "ground": "gdpr/12/5/unfounded", "demonstration": "<b>Nee</b> & nog."}


def looks(store: Store, place: str) -> int:
    """How often it was recorded that somebody looked at this request."""
    known = place.rpartition("/")[2]
    lines = signed_in(store, Role.DPO).get("/api/v1/audit/events").text.splitlines()
    return sum("PersonalDataRevealed" in line and known in line for line in lines)


def refuse(clerk: TestClient, **other: Any) -> str:
    place = receive(clerk, rights=[{"right": "access"}], **other)
    assert clerk.post(f"{place}/refuse", json=REFUSED).status_code == 200
    return place


@pytest.mark.law("gdpr/12/3")
def test_the_answer_is_read_as_plain_text(clerk: TestClient) -> None:
    answer = clerk.get(f"{tell(clerk)}/letter", params=ANSWER | {"format": "text"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-language"] == "nl"
    for word in ("name", "measures", "necessity"):
        assert PERSONAL[word] in " ".join(answer.text.split())


def test_the_answer_is_a_page_that_needs_nothing_from_elsewhere(clerk: TestClient) -> None:
    answer = clerk.get(f"{tell(clerk)}/letter", params=ANSWER)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith('<!doctype html>\n<html lang="nl">')
    assert f"<style>{STYLE}</style>" in answer.text
    assert headers()["Content-Security-Policy"] == answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search(r"\b(src|href|action|style|on\w+)\s*=|@import|url\(|<script", answer.text)
    assert "size: A4" in STYLE


@pytest.mark.law("gdpr/12/4")
def test_each_paragraph_shows_the_article_that_demands_it(clerk: TestClient) -> None:
    page = clerk.get(f"{refuse(clerk)}/letter", params=ANSWER).text

    assert 'data-right="access"' in page
    assert re.search(r'<p data-provisions="gdpr/12/4 gdpr/12/5/unfounded">Uw verzoek', page)
    assert re.search(r'<p data-provisions="gdpr/12/4 gdpr/15/1/f">U hebt de mogelijkheid', page)


def test_what_a_person_typed_is_text_and_never_markup(clerk: TestClient) -> None:
    page = clerk.get(f"{refuse(clerk)}/letter", params=ANSWER).text

    assert "&lt;b&gt;Nee&lt;/b&gt; &amp; nog." in page
    assert "<b>Nee</b>" not in page


def test_what_the_clerk_must_fill_in_is_marked(clerk: TestClient) -> None:
    place = receive(clerk, rights=[{"right": "access"}])
    clerk.post(f"{place}/fulfil", json={"right": "access", "measures": "Kopie."})

    page = clerk.get(f"{place}/letter", params=ANSWER | {"language": "en"}).text

    assert "<mark>[TO FILL IN: the source, or that everything came from the data subject]" in page


@pytest.mark.parametrize("language", Language)
def test_another_language_can_be_asked_for(clerk: TestClient, language: Language) -> None:
    asked = ANSWER | {"language": language.value}

    answer = clerk.get(f"{refuse(clerk)}/letter", params=asked)

    assert answer.headers["content-language"] == language
    assert f'<html lang="{language.value}">' in answer.text


def test_a_letter_speaks_the_language_of_the_request(clerk: TestClient) -> None:
    answer = clerk.get(f"{refuse(clerk, language='fr')}/letter", params=ANSWER)

    assert answer.headers["content-language"] == "fr"
    assert "Notre réponse à votre demande" in answer.text


def test_nobody_in_between_keeps_a_letter_and_every_look_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    place = refuse(clerk)
    version = clerk.get(place).json()["version"]

    answers = [clerk.get(f"{place}/letter", params=ANSWER) for _ in range(2)]

    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert looks(store, place) == 2
    assert clerk.get(place).json()["version"] == version


def test_only_who_may_reveal_reads_a_letter(store: Store, clerk: TestClient) -> None:
    place = refuse(clerk)
    allowed = {
        role
        for role in Role
        if signed_in(store, role).get(f"{place}/letter", params=ANSWER).status_code == 200
    }

    assert allowed == {Role.HANDLER, Role.DPO}
    assert looks(store, place) == 2
    auditor = signed_in(store, Role.AUDITOR)
    assert auditor.get(f"{place}/letter", params=ANSWER, headers=REASON).status_code == 200
    assert looks(store, place) == 3


def test_a_letter_about_nothing_is_refused_and_nobody_has_looked(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk)

    answer = clerk.get(f"{place}/letter", params=ANSWER)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/state"
    assert answer.json()["detail"] == "nothing has been decided"
    assert looks(store, place) == 0


def test_of_what_was_erased_there_is_no_letter(dpo: TestClient) -> None:
    place = tell(dpo)
    words = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=words).status_code == 200

    answer = dpo.get(f"{place}/letter", params=ANSWER)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/state"
    assert "were erased" in answer.json()["detail"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "ransom"},
        ANSWER | {"format": "docx"},
        ANSWER | {"language": "la"},
        ANSWER | {"x": "1"},
    ],
)
def test_what_no_letter_can_be_is_malformed(clerk: TestClient, asked: dict[str, str]) -> None:
    answer = clerk.get(f"{refuse(clerk)}/letter", params=asked)

    assert answer.status_code == 422
    assert "ransom" not in answer.text


def test_the_printed_letter_names_the_person_and_the_page_title_does_not(clerk: TestClient) -> None:
    page = clerk.get(f"{refuse(clerk)}/letter", params=ANSWER).text

    title = re.search("<title>(.*)</title>", page)
    assert title
    assert RECEIVE["requester"]["name"] not in title[1]
    assert RECEIVE["requester"]["name"] in page
