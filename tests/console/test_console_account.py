"""What a request can show for itself, on its page and in the queue."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.given.account import told
from tests.given.console import at_console, page_of, seen
from tests.given.courses import (
    ACCESS,
    CONTESTED,
    CRM,
    DAY,
    DOSSIER,
    ERASURE,
    FEE,
    FROM_GBA,
    LATER,
    PROCESSOR,
    WORDS,
)
from tests.given.story import SAID, receive

Said = dict[str, Any]
FULL: list[tuple[str, Said]] = [
    ("ask-search", CRM | {"due_on": DAY}),
    ("ask-processor", PROCESSOR | {"question": WORDS, "due_on": LATER}),
    ("record-inquiry", FROM_GBA),
    ("apply-restriction", CONTESTED | {"applied_on": DAY, "provisional": True}),
    ("propose-fee", ACCESS | FEE),
    ("erase-data", ERASURE | CRM | {"proof": WORDS, "erased_on": DAY}),
    ("record-dpo-advice", {"advice": WORDS, "followed": False, "why_not": WORDS}),
]


@pytest.fixture
def full(dpo: TestClient) -> str:
    """Access and rectification, with others at work for it; what was erased was erased first."""
    steps = [step for step in FULL if step[0] != "erase-data"]
    return told(dpo, [ACCESS, {"right": "rectification"}], *steps)


def panel(page: str, key: str) -> str:
    """The section with this heading; empty where the page has none."""
    found = re.search(rf'<section[^>]*aria-labelledby="{key}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_task_says_its_date_and_in_a_word_how_it_stands(store: Store, full: str) -> None:
    tasks = panel(seen(at_console(store, Role.DPO), page_of(full)), "tasks")

    assert "0 of 2 finished" in tasks
    assert tasks.index("Search in crm") < tasks.index("Asked of host-1")
    assert "Overdue" in tasks
    assert "Still open" in tasks
    assert "Due on 4 May 2026" in tasks


def test_what_an_authority_asks_holds_the_file_and_says_so(store: Store, full: str) -> None:
    page = seen(at_console(store, Role.DPO), page_of(full))

    assert "nothing of this file is erased" in page
    assert "dos-2026-1" in panel(page, "authorities")


def test_a_restriction_a_fee_and_advice_have_their_place(store: Store, full: str) -> None:
    page = seen(at_console(store, Role.DPO), page_of(full))

    assert "In force" in panel(page, "restrictions")
    assert "Provisional." in panel(page, "restrictions")
    assert "Fee: €25.00" in panel(page, "claims")
    assert "Fee proposed" in panel(page, "claims")
    assert "Not followed" in panel(page, "record")


@pytest.mark.law("gdpr/5/2")
def test_what_was_done_stands_with_its_right(store: Store, dpo: TestClient) -> None:
    place = told(dpo, [ERASURE], FULL[5])

    claims = panel(seen(at_console(store, Role.DPO), page_of(place)), "claims")

    assert "Data erased" in claims
    assert "6 March 2026" in claims


def test_where_nothing_was_recorded_nothing_is_shown(store: Store, dpo: TestClient) -> None:
    page = seen(at_console(store, Role.DPO), page_of(receive(dpo)))

    for key in ("tasks", "authorities", "restrictions", "record"):
        assert not panel(page, key)
    assert "nothing of this file is erased" not in page


@pytest.mark.law("gdpr/5/1/f")
def test_the_words_in_it_are_read_only_after_a_recorded_look(store: Store, full: str) -> None:
    console, address = at_console(store, Role.DPO), page_of(full)

    closed, opened = seen(console, address), console.post(f"{address}/reveal").text

    assert WORDS not in closed
    assert WORDS in panel(opened, "tasks")
    assert WORDS in panel(opened, "record")
    assert WORDS in panel(opened, "claims")


def test_what_was_found_to_be_no_request_says_why(store: Store, dpo: TestClient) -> None:
    finding = {"ground": "fact/not_a_request", "reason": WORDS}
    place = told(dpo, [], ("find-no-request", finding))

    page = seen(at_console(store, Role.DPO), page_of(place))

    assert "<b>Found to be no request</b>" in page


def test_tabs_list_what_is_awaited_and_what_is_held_closed_ones_too(
    store: Store, dpo: TestClient, full: str
) -> None:
    ended = told(
        dpo,
        [ACCESS],
        ("withdraw", {"rights": ["access"], "on": "2026-03-06", "words": "x"}),
        ("close", {}),
        ("record-mediation", DOSSIER | {"opened_on": DAY}),
    )
    plain = receive(dpo)
    console = at_console(store, Role.DPO)

    tasks = panel(seen(console, "/?tab=tasks"), "queue")
    held = panel(seen(console, "/?tab=held"), "queue")

    assert page_of(full) in tasks
    assert page_of(ended) not in tasks
    assert page_of(full) in held
    assert page_of(ended) in held
    assert page_of(plain) not in tasks + held


def test_the_figure_and_the_tab_count_the_same_open_requests(store: Store, dpo: TestClient) -> None:
    receive(dpo)
    by_email = {"sent_on": DAY, "channel": "email"}
    told(
        dpo,
        [ACCESS],
        ("deliver-copy", ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}),
        ("fulfil", ACCESS | {"measures": WORDS}),
        ("inform", by_email | {"kind": "answer", "rights": ["access"], "said": SAID}),
    )

    board = seen(at_console(store, Role.DPO), "/")

    assert "1 answered, not closed" in board
    assert re.search(r'>Open requests</a></dt><dd><span class="v">2<', board)
    assert re.search(r"All open <b>2</b>", board)


def test_particular_steps_are_folded_and_none_is_lost(store: Store, full: str) -> None:
    page = panel(seen(at_console(store, Role.DPO), page_of(full)), "steps")

    ordinary, particular = page.split("more steps for particular cases", 1)
    assert "Apply an exception" in ordinary
    assert "Record a mediation" in particular
    assert "Record a mediation" not in ordinary
