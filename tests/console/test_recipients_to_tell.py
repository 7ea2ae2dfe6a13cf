"""At the desk, who received the data is asked before the letter, and told ones are marked."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import open_store
from griffie.application.controller.load_profile import load_profile
from tests.conftest import Clock
from tests.given.console import page_of, seen
from tests.given.desk import DAY, Desk, prepare
from tests.given.story import receive

IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
ERASURE = {"right": "erasure"}
ASKED = ERASURE | {"categories": ["contact", "invoices"]}
DONE: dict[str, Any] = ERASURE | {"measures": "Gewist."}
BOTH = {"recipients": ["host-1", "partners"], "source": "log"}
WHO, LETTER = "record-recipients", "letter"
GAP = "record who received these data"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    store = open_store(tmp_path / "office", clock=clock, demo=True, profile=load_profile(IASSIST))
    yield Desk(store)
    store.engine.close()


@pytest.fixture
def erased(desk: Desk) -> str:
    """A request whose data were erased and that somebody handles."""
    place = receive(desk.api, rights=[ASKED])
    handler = desk.api.get(f"{place}/events").json()["items"][0]["actor"]
    prepare(desk, place, [("assign", {"handler": handler}), ("fulfil", DONE)])
    return place


def the_next(desk: Desk, place: str) -> str:
    """The last word of the address of the one button on the page of a request."""
    page = seen(desk.console, page_of(place))
    found = re.search(r'data-key="e" href="[^"]*/([\w-]+)"', page)
    assert found
    return found[1]


def letter(desk: Desk, place: str) -> str:
    asked = "kind=answer&language=en&format=text"
    answer = desk.api.get(f"{place}/letter?{asked}", headers={"Reveal-Reason": "a test"})
    assert answer.status_code == 200
    return answer.text


def beside(desk: Desk, place: str, step: str) -> list[tuple[str, str]]:
    """The recipients of the form in their order, and what stands beside each."""
    page = seen(desk.console, f"{page_of(place)}/do/{step}")
    drawn = r'name="recipient" value="([^"]+)"[^>]*><span>[^<]*(?:<small>([^<]*)</small>)?'
    return [(code, unescape(note)) for code, note in re.findall(drawn, page)]


@pytest.mark.law("gdpr/19")
def test_who_received_the_data_is_recorded_before_the_letter_is_written(
    desk: Desk, erased: str
) -> None:
    assert the_next(desk, erased) == WHO
    assert GAP in letter(desk, erased)

    prepare(desk, erased, [(WHO, BOTH)])

    assert the_next(desk, erased) == LETTER
    assert GAP not in letter(desk, erased)


def test_where_nobody_may_have_received_the_data_the_letter_is_next(desk: Desk) -> None:
    place = receive(desk.api, rights=[{"right": "access"}])
    handler = desk.api.get(f"{place}/events").json()["items"][0]["actor"]
    prepare(desk, place, [("assign", {"handler": handler})])

    assert the_next(desk, place) == "decide"


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("step", ["notify-recipient", "omit-notification"])
def test_who_must_still_be_told_comes_first_and_the_others_say_why_not(
    desk: Desk, erased: str, step: str
) -> None:
    told = ERASURE | {"recipient": "host-1", "notified_on": DAY}
    prepare(desk, erased, [(WHO, BOTH), ("notify-recipient", told)])

    first, *others = beside(desk, erased, step)

    assert first == ("partners", "")
    notes = dict(others)
    assert notes["host-1"] == "told on 6 March 2026"
    assert {notes[one] for one in notes.keys() - {"host-1"}} == {
        "not recorded as a recipient of what was done"
    }
    assert desk.open(erased, step).values["recipient"] == ["partners"]


@pytest.mark.law("gdpr/19")
def test_the_form_says_that_nobody_is_left_to_tell(desk: Desk, erased: str) -> None:
    spared = ERASURE | {
        "recipient": "partners",
        "ground": "gdpr/19/impossible",
        "reason": "Bestaat niet meer.",
    }
    told = ERASURE | {"recipient": "host-1", "notified_on": DAY}
    left = "Nobody is left to tell of what was done."
    prepare(desk, erased, [(WHO, BOTH), ("notify-recipient", told)])
    before = seen(desk.console, f"{page_of(erased)}/do/notify-recipient")
    prepare(desk, erased, [("omit-notification", spared)])

    page = seen(desk.console, f"{page_of(erased)}/do/notify-recipient")

    assert left not in before
    assert left in page
    assert dict(beside(desk, erased, "notify-recipient"))["partners"] == "not told, with a reason"
    assert desk.open(erased, "notify-recipient").values["recipient"] == []
    # A recipient may be told again, and one that never had the data may be recorded as irregular.
    desk.take(erased, "notify-recipient", told, "RecipientNotified")


@pytest.mark.law("gdpr/19")
def test_of_what_nobody_recorded_no_recipient_has_a_note(desk: Desk, erased: str) -> None:
    assert {note for _, note in beside(desk, erased, "omit-notification")} == {""}
