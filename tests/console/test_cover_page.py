"""Covering something at the desk: clicks and numbers without a script, the ground, and the copy."""

import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.api.test_redaction_api import filed
from tests.given.console import at_console, looks, page_of, seen
from tests.given.papers import pdf
from tests.given.pdf import words
from tests.given.story import receive

WHY = {"ground": ["gdpr/15/4"], "because": "Het gaat over een collega."}


@pytest.fixture
def place(clerk: TestClient) -> str:
    return receive(clerk)


class Page:
    """The page of one document, as a browser without a script would use it."""

    def __init__(self, client: TestClient, place: str, paper: str) -> None:
        self.client = client
        self.address = f"{page_of(place)}/documents/{paper.rpartition('/')[2]}/cover"
        self.text = self.post(page="1")

    def post(self, status: int = 200, /, **said: Any) -> str:
        answer = self.client.post(self.address, data=said)
        assert answer.status_code == status, answer.text
        self.text = answer.text
        return answer.text

    @property
    def carried(self) -> dict[str, list[str]]:
        """The hidden fields of the page."""
        found: dict[str, list[str]] = {}
        for name, value in re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.text
        ):
            found.setdefault(name, []).append(unescape(value))
        return found

    def click(self, x: int, y: int) -> str:
        return self.post(**self.carried, **{"at.x": str(x), "at.y": str(y)})


@pytest.fixture
def page(store: Store, clerk: TestClient, place: str) -> Page:
    paper = filed(clerk, place, pdf(pages=2), "application/pdf")
    return Page(at_console(store, Role.HANDLER), place, paper)


def test_the_page_of_the_request_leads_here_and_looking_is_recorded(
    store: Store, page: Page, place: str
) -> None:
    request = seen(page.client, page_of(place))

    assert f'formaction="{page.address}"' in request
    assert "PersonalDataRevealed" in [one.TOPIC for one in looks(store, place)]
    assert "page 1 of 2" in page.text
    assert 'src="data:image/jpeg;base64,' in page.text


def test_two_clicks_make_a_rectangle_and_a_button_takes_it_away(page: Page) -> None:
    wide, high = (int(page.carried[name][0]) for name in ("wide", "high"))
    first = page.click(wide // 2, high // 2)
    both = page.click(wide // 10, high // 10)

    assert "Now click on the opposite corner." in first
    (area,) = page.carried["area"]
    assert [int(one) for one in area.split(":")] == pytest.approx([1, 100, 100, 500, 500], abs=2)
    assert "page 1: from" in both
    page.post(**page.carried, drop="0")
    assert "area" not in page.carried


def test_a_rectangle_can_be_typed(page: Page) -> None:
    page.post(**page.carried, left="5", top="10", right="95", bottom="20", add="1")

    assert page.carried["area"] == ["1:50:100:950:200"]
    page.post(**page.carried, go="2")
    assert "page 2 of 2" in page.text
    assert page.carried["area"] == ["1:50:100:950:200"]


def test_the_copy_is_made_and_the_request_shows_it(
    page: Page, clerk: TestClient, place: str
) -> None:
    page.post(**page.carried, left="5", top="10", right="95", bottom="20", add="1")

    page.post(303, **page.carried, **WHY, make="1")

    *_, copy = clerk.get(f"{place}/documents").json()["items"]
    assert copy["kind"] == "delivered_copy"
    assert words(clerk.get(f"{place}/documents/{copy['document']}").content) == ""
    request = seen(page.client, page_of(place))
    assert "Copy made with something covered" in request
    assert re.search(r"Covered places: 1; on the ground of .*Article 15\(4\) GDPR", request)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ({"area": []}, "Choose first what is covered."),
        ({"ground": []}, "Choose on which ground."),
        ({"because": ""}, "Say in a sentence why it is covered."),
        ({"area": [], "words": "Staat er niet"}, "These words stand nowhere in the document"),
    ],
)
def test_what_is_missing_is_named_and_what_was_chosen_is_kept(
    page: Page, clerk: TestClient, place: str, left_out: dict[str, Any], said: str
) -> None:
    chosen = {"area": ["1:50:100:950:200"], **WHY, "make": "1", "page": "1"}

    page.post(422, **(chosen | left_out))

    assert said in page.text
    assert left_out.get("words", "Het gaat over een collega.") in page.text or "because" in left_out
    assert len(clerk.get(f"{place}/documents").json()["items"]) == 1


def test_a_text_shows_its_blocks(store: Store, clerk: TestClient, place: str) -> None:
    paper = filed(clerk, place, b"Door Piet Geheim behandeld.", "text/plain")
    page = Page(at_console(store, Role.HANDLER), place, paper)

    shown = page.post(words="piet geheim")

    assert "Door █████ behandeld." in shown
    assert "1 place found in what is shown" in shown


def test_what_cannot_be_drawn_says_so(store: Store, clerk: TestClient, place: str) -> None:
    paper = filed(clerk, place, b"PK", "application/zip")
    address = f"{page_of(place)}/documents/{paper.rpartition('/')[2]}/cover"

    answer = at_console(store, Role.HANDLER).post(address, data={"page": "1"})

    assert answer.status_code == 422
    assert "This document cannot be covered here." in answer.text


@pytest.mark.parametrize(
    "said",
    [
        {"area": ["1:2", "x:1:2:3:4", "1:99999:1:1:1", "9" * 400]},
        {"at.x": "-1", "at.y": "3", "wide": "0", "high": "0"},
        {"corner": "1:2:3", "go": "99999", "drop": "77", "left": "²"},
    ],
)
def test_what_no_page_sends_breaks_nothing(page: Page, said: dict[str, Any]) -> None:
    answer = page.client.post(page.address, data=said)

    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_does_not_work_on_requests_covers_nothing(store: Store, page: Page, role: Role) -> None:
    assert at_console(store, role).post(page.address, data={"page": "1"}).status_code == 403
