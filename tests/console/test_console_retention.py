"""The page of what is due to be erased: for the DPO, with its reason, in four languages."""

import re
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from griffie.domain.request.reference import reference
from tests.api.test_carry_out import WORDS_DUE, id_of, with_a_copy
from tests.api.test_evidence_in_the_vault import tiers
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, seen
from tests.given.story import PERSONAL


def test_only_the_dpo_sees_it_and_is_shown_the_way(store: Store) -> None:
    for role in Role:
        browser = at_console(store, role)
        seen(browser, "/retention", 200 if role is Role.DPO else 403)
        assert ('href="/retention"' in browser.get("/").text) == (role is Role.DPO)


def test_with_nothing_due_it_says_so(store: Store) -> None:
    assert "Nothing is due." in seen(at_console(store, Role.DPO), "/retention")


@pytest.mark.parametrize("language", Language)
def test_what_is_due_stands_there_with_its_reason_and_what_holds_it(
    store: Store, dpo: TestClient, clock: Clock, language: Language
) -> None:
    place = with_a_copy(dpo)
    dpo.post(f"{place}/place-hold", json={"reason": "Een geding."})
    clock.at = WORDS_DUE

    shown = seen(at_console(store, Role.DPO, language), "/retention")

    held = {
        "nl": "een bewaarplicht wegens een geschil",
        "fr": "une conservation pour litige",
        "de": "ein Löschstopp",
        "en": "a legal hold",
    }
    assert shown.count(held[language]) == 2
    assert shown.count(reference(id_of(place))) == 4
    assert "2026" in shown
    assert not [words for words in PERSONAL.values() if words in shown]


def test_what_was_carried_out_stands_there_no_more(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    clock.at = datetime(2026, 9, 6, 10, tzinfo=UTC)
    before = seen(at_console(store, Role.DPO), "/retention")

    signed_in(store, Role.DPO).post("/api/v1/retention/carry-out", json={})

    assert "Delivered copies" in before
    assert reference(id_of(place)) not in seen(at_console(store, Role.DPO), "/retention")


def box(place: str, kept: str) -> str:
    return f"{id_of(place)}:{kept}"


def test_what_was_ticked_goes_after_it_was_asked_again(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    first, second = (with_a_copy(dpo) for _ in range(2))
    clock.at = WORDS_DUE
    officer = at_console(store, Role.DPO)
    page, going = seen(officer, "/retention"), {"thing": [box(first, "t1")]}

    asked = officer.post("/retention", data=going)
    after_asking = tiers(store, first)
    done = officer.post("/retention", data=going | {"sure": "true"})
    again = officer.post("/retention", data=going | {"sure": "true"})

    assert page.count('type="checkbox"') == 4
    assert " checked" not in page
    assert (asked.status_code, done.status_code, again.status_code) == (200, 200, 200)
    assert "This cannot be undone" in asked.text
    assert "1 thing goes" in asked.text
    assert f'name="thing" value="{box(first, "t1")}"' in asked.text
    assert "t1" in after_asking
    assert "Delivered copies: erased" in done.text
    assert "was due no more when you came" in again.text
    assert (tiers(store, first), tiers(store, second)) == ({"t2"}, {"t1", "t2"})


def test_the_personal_data_of_a_file_take_its_copies_along(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    clock.at = WORDS_DUE
    sure = {"thing": [box(place, "t2")], "sure": "true"}

    done = at_console(store, Role.DPO).post("/retention", data=sure)

    assert "Personal data of the file: erased" in done.text
    assert tiers(store, place) == set()


def test_what_is_held_has_no_box_and_stays_whoever_ticks_it(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    dpo.post(f"{place}/place-hold", json={"reason": "Een geding."})
    clock.at = WORDS_DUE
    officer = at_console(store, Role.DPO)
    page, going = seen(officer, "/retention"), {"thing": [box(place, "t1"), box(place, "t2")]}

    asked = officer.post("/retention", data=going)
    done = officer.post("/retention", data=going | {"sure": "true"})

    assert 'type="checkbox"' not in page
    assert "Due, and held all the same" in page
    assert "2 things that you ticked are held or due no more: they stay." in asked.text
    assert 'name="sure"' not in asked.text
    assert done.text.count("held: it stays") == 2
    assert tiers(store, place) == {"t1", "t2"}


def test_nothing_goes_where_nothing_was_ticked_or_somebody_else_asks(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    clock.at = WORDS_DUE
    officer, clerk = at_console(store, Role.DPO), at_console(store, Role.HANDLER)
    sure = {"thing": [box(place, "t1")], "sure": "true"}

    nothing = officer.post("/retention", data={"sure": "true"})
    strange = officer.post("/retention", data={"thing": ["all"]})
    foreign = officer.post("/retention", data=sure, headers={"Origin": "https://evil.example"})

    assert (nothing.status_code, strange.status_code, foreign.status_code) == (422, 400, 403)
    assert "Nothing was ticked" in nothing.text
    assert clerk.post("/retention", data=sure).status_code == 403
    assert tiers(store, place) == {"t1", "t2"}


def test_what_falls_due_soon_is_drawn_and_the_rules_are_told(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    with_a_copy(dpo)
    officer = at_console(store, Role.DPO, Language.EN)
    clock.at = datetime(2026, 8, 6, 10, tzinfo=UTC)  # a month before the copy is due

    shown = seen(officer, "/retention")
    drawn = shown.partition('id="soon"')[2].partition("</section>")[0]

    assert drawn.count("<rect") == 1
    assert re.search(r"September 2026</th><td[^>]*>1</td>", drawn)
    assert "five years after it was closed" in shown.partition('id="rules"')[2]


def test_with_nothing_due_soon_there_is_no_chart(store: Store) -> None:
    assert 'id="soon"' not in seen(at_console(store, Role.DPO), "/retention")
