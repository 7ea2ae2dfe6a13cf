"""A personal value is set apart wherever it is shown, so that no name turns a line round."""

from collections.abc import Iterator
from html.parser import HTMLParser
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.words.personal import Personal
from griffie.application.access.roles import Role
from griffie.application.direction import isolated, unturned
from griffie.domain.request.reference import reference
from tests.given.console import at_console

NAME = "Canary\u202eNaam \u05d3\u05d5\u05d3"
SHOWN = "CanaryNaam"


class _Apart(HTMLParser):
    """The texts of a page, each with the elements in which it stands; and its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.texts: list[tuple[str, bool]] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within += [tag] if tag == "bdi" else []
        self.attributes += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag == "bdi":
            self.within.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((data, bool(self.within)))


def held(html: str, canary: str) -> Iterator[bool]:
    """Of each text with the canary, whether it stands in `<bdi>`; no attribute has one."""
    page = _Apart()
    page.feed(html)
    assert not [one for one in page.attributes if "bdi>" in one]
    return (apart for text, apart in page.texts if canary in text)


@pytest.fixture
def visitor(store: Store) -> TestClient:
    return at_console(store, Role.DPO)


@pytest.fixture
def request_id(clerk: TestClient) -> str:
    body = {
        "received_on": "2026-03-20",
        "channel": "email",
        "language": "nl",
        "rights": [{"right": "access"}],
        "message": f"Ik ben {NAME}.",
        "requester": {"name": NAME, "email": "canary@example.be"},
    }
    answer = clerk.post("/api/v1/requests", json=body)
    assert answer.status_code == 201
    return str(answer.json()["id"])


@pytest.fixture
def address(request_id: str) -> str:
    return f"/requests/{reference(UUID(request_id))}"


def test_who_asks_and_what_they_wrote_stand_apart(visitor: TestClient, address: str) -> None:
    html = visitor.post(f"{address}/reveal").text

    assert len(apart := list(held(html, SHOWN))) >= 2
    assert all(apart)
    assert "\u202e" not in html


@pytest.mark.parametrize("page", ["/", ""])
def test_the_masked_name_stands_apart(visitor: TestClient, address: str, page: str) -> None:
    apart = list(held(visitor.get(page or address).text, "C. "))

    assert apart
    assert all(apart)


def test_a_letter_sets_a_name_apart(clerk: TestClient, request_id: str) -> None:
    letter = f"/api/v1/requests/{request_id}/letter?kind=acknowledgement&language=nl"
    words, page = (clerk.get(f"{letter}&format={form}").text for form in ("text", "html"))

    assert "\u2068CanaryNaam \u05d3\u05d5\u05d3\u2069" in words
    assert "\u202e" not in words + page
    assert "<bdi>\u2068CanaryNaam" in page


NAMES = [
    ("An Peeters", "An Peeters"),
    ("An\u202e sreteeP", "An sreteeP"),
    ("سمير", "\u2068سمير\u2069"),
    ("\u2068An\u2069", "An"),
    ("علی\u200cرضا", "\u2068علی\u200cرضا\u2069"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_in_plain_text(name: str, shown: str) -> None:
    assert isolated(name) == shown
    assert isolated(isolated(name)) == shown


def test_a_name_on_a_page_is_escaped_and_apart() -> None:
    assert Personal("<b>An\u202e").__html__() == "<bdi>&lt;b&gt;An</bdi>"
    assert unturned("brief\u202efdp.exe") == "brieffdp.exe"
