"""The pages of a bundle that people read: what they say, in four languages, and what they keep."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.papers.dossier import register_page
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from tests.conftest import Clock, signed_in
from tests.given.bundles import apart, taken
from tests.given.story import PERSONAL, receive, tell

AUDIT = "/api/v1/audit"
REASON = {"Reveal-Reason": "Complaint 2026-114"}


def page(client: TestClient, place: str, name: str = "dossier.en.html", **asked: Any) -> str:
    return apart(taken(client, place, **asked))[name].decode()


def words(html: str) -> str:
    """What a reader sees, without tags."""
    body = html.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def test_pages_lie_in_the_file_in_its_language_and_in_english(dpo: TestClient) -> None:
    place = tell(dpo)

    dutch, english = (apart(taken(dpo, place, language=one)) for one in ("nl", "en"))

    pages = {"README.nl.html", "README.en.html", "dossier.nl.html", "dossier.en.html"}
    pages |= {"VERIFY.md", "verify.html"}
    assert pages == {name for name in dutch if name.endswith((".html", ".md"))}
    assert pages - {"README.nl.html", "dossier.nl.html"} == {
        name for name in english if name.endswith((".html", ".md"))
    }
    assert '<html lang="nl">' in dutch["dossier.nl.html"].decode()


@pytest.mark.parametrize("language", Language)
def test_a_page_is_whole_without_anything_from_elsewhere(
    dpo: TestClient, language: Language
) -> None:
    parts = apart(taken(dpo, tell(dpo), language=language.value, reveal=True))

    for name in (f"dossier.{language.value}.html", f"README.{language.value}.html"):
        html = parts[name].decode()
        (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        assert f"style-src &#39;sha256-{digest}&#39;" in html
        assert not re.findall(r"<(?:script|link|img|iframe|form)\b| style=| on\w+=|url\(", html)
        links = set(re.findall(r'href="([^"#]+)"', html))
        assert links <= parts.keys()


def test_the_course_is_told_in_order_with_day_role_article_and_proof(
    store: Store, clerk: TestClient
) -> None:
    place = tell(clerk)
    auditor = signed_in(store, Role.AUDITOR)
    history = clerk.get(f"{place}/events").json()["items"]

    html = page(auditor, place)

    said = words(html)
    order = [
        said.index(title)
        for title in (
            "Request received Recorded late: it happened on 5 March 2026",
            "Identity doubted, proof asked",
            "Deadline extended by two months",
            "Exception to erasure applied",
            "Requester informed Recorded late",
            "Request closed Outcome: partly fulfilled.",
        )
    ]
    assert order == sorted(order)
    for item in history:
        hashed = b64decode(item["event_hash"]).hex()[:12]
        assert f"entry {item['entry_index']} event {item['version']} {hashed}…" in said
    assert f"{history[0]['actor']} Case handler" in said
    assert "Article 17(3)(b) GDPR" in said
    assert "Answered in time requester told on 10 March 2026" in said


def test_it_says_how_the_last_day_was_counted(dpo: TestClient) -> None:
    said = words(page(dpo, receive(dpo)))

    assert "Tuesday, 7 April 2026" in said
    assert "One month from receipt → 5 April 2026 Article 3(2)(c) of Regulation No 1182/71" in said
    assert "Sunday; Easter Monday → 7 April 2026 Article 3(4) of Regulation No 1182/71" in said


def test_what_was_not_opened_stands_as_a_digest(store: Store, clerk: TestClient) -> None:
    place = tell(clerk)

    html = page(signed_in(store, Role.AUDITOR), place)

    for value in PERSONAL.values():
        assert value not in html
    assert re.search(r"Message sealed [\w-]{12}…", words(html))
    assert "The personal data are sealed" in html


def test_what_was_opened_is_read_and_a_letter_stands_in_full(
    store: Store, clerk: TestClient
) -> None:
    place, auditor = tell(clerk), signed_in(store, Role.AUDITOR)
    answer = auditor.get(f"{place}/dossier", params={"reveal": "true"}, headers=REASON)

    said = words(apart(answer.content)["dossier.en.html"].decode())

    assert f"Name {PERSONAL['name']}" in said
    assert "in full below" in said
    assert "Geachte" in said.partition("In full")[2]
    assert "Personal data opened" in said.partition("Who looked")[2]
    assert f"Reason {REASON['Reveal-Reason']}" in said.partition("Who looked")[2]


def test_what_people_typed_is_text_and_no_page(dpo: TestClient) -> None:
    place = receive(dpo, message='<script>alert(1)</script><img src="x">')

    html = page(dpo, place, reveal=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html


def test_what_was_lawfully_erased_is_said_to_be(dpo: TestClient) -> None:
    place = tell(dpo)
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200

    html = page(dpo, place, reveal=True)

    said = words(html)
    assert "The personal data of this file were lawfully erased." in said
    assert re.search(r"Message erased [\w-]{12}…", said)
    assert "Personal data erased Ground: test data." in said
    assert not any(value in html for value in PERSONAL.values())


def test_who_was_refused_stands_with_the_article(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    done = {"right": "erasure", "measures": PERSONAL["measures"]}
    assert clerk.post(f"{place}/close", json={}).status_code == 409
    assert clerk.post(f"{place}/fulfil", json=done).status_code == 409

    said = words(page(signed_in(store, Role.DPO), place))

    looked = said.partition("Who looked")[2]
    assert "Access refused Close the request: not in this order" in looked
    assert "Access refused Record what was done: Article 15(3) GDPR" in looked
    assert "Handed out Evidence file." in looked


def test_a_hold_and_an_authority_are_on_the_page(dpo: TestClient) -> None:
    place = receive(dpo)
    day = "2026-03-09"
    asked = {"authority": "gba", "dossier": "dos-1", "received_on": day, "due_on": "2026-04-01"}
    assert dpo.post(f"{place}/record-inquiry", json=asked).status_code == 200

    said = words(page(dpo, place))

    assert "Legal hold since 20 March 2026" in said
    assert "Authority’s questions received Still open" in said


def test_the_picture_says_the_same_in_words(dpo: TestClient) -> None:
    html = page(dpo, tell(dpo))

    (described,) = re.findall(r"<desc[^>]*>(.*?)</desc>", html)
    assert described.split("; ") == [
        "5 March 2026: Received",
        "6 March 2026: Asked, the requester must answer",
        "6 March 2026: Extension notified",
        "10 March 2026: Requester informed",
        "10 March 2026: The requester answered",
        "20 March 2026: File closed",
        "9 June 2026: Last day for the answer",
    ]


@pytest.mark.parametrize(
    ("language", "proves", "not_proved"),
    [
        ("nl", "Wat het bewijst", "Wat het niet bewijst"),
        ("fr", "Ce qu’il prouve", "Ce qu’il ne prouve pas"),
        ("de", "Was es beweist", "Was es nicht beweist"),
        ("en", "What it proves", "What it does not prove"),
    ],
)
def test_the_first_page_says_what_is_proven_what_not_and_how_to_check(
    store: Store, dpo: TestClient, language: str, proves: str, not_proved: str
) -> None:
    place = receive(dpo)

    html = page(dpo, place, f"README.{language}.html", language=language)

    assert f">{proves}</h2>" in html
    assert f">{not_proved}</h2>" in html
    assert "python3 verify.py dossier.zip --trust key.txt --checkpoint held.txt" in html
    assert sha256(store.log.vkey.encode()).hexdigest() in html
    assert store.log.vkey not in unescape(html)  # the reader fetches it elsewhere


def test_completeness_is_claimed_only_where_the_whole_log_is_there(dpo: TestClient) -> None:
    place = receive(dpo)
    claim = "No event of this request, and no recorded look at it, was left out"

    whole, part = (
        apart(taken(dpo, place, completeness=complete))["README.en.html"].decode()
        for complete in (True, False)
    )

    assert claim in whole
    assert claim not in part


def test_the_register_is_a_table_of_requests_with_outcome_and_deadline(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    told, waiting = tell(dpo), receive(dpo)
    references = [dpo.get(place).json()["reference"] for place in (told, waiting)]

    html = page(dpo, AUDIT, language="nl")

    said = words(html)
    assert f"{references[0]} 5 March 2026 Access and Erasure Partly fulfilled" in said
    assert "9 June 2026 Answered in time" in said
    assert f"{references[1]} 5 March 2026 Access and Erasure Received Extended" not in said
    assert "7 April 2026 On track" in said
    assert UUID(told.rpartition("/")[2]).hex not in html
    assert not any(value in html for value in PERSONAL.values())


def test_a_register_too_long_for_a_page_says_so(
    dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(dpo)
    receive(dpo)
    monkeypatch.setattr(register_page, "LONGEST", 1)

    said = words(page(dpo, AUDIT))

    assert "2 requests" in said
    assert "Here stands the 1 request that was received last; all are in events.jsonl." in said


def test_whose_account_nobody_knows_has_no_role(store: Store) -> None:
    assert store.access.role_of("u-nobody") is None
    store.access.create_token(Role.REPORTER, "somebody")
    (person,) = store.access.people()
    assert store.access.role_of(person.account_id) is Role.REPORTER
