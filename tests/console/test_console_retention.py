"""The page of what is due to be erased: for the DPO, with its reason, in four languages."""

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from griffie.domain.request.reference import reference
from tests.api.test_carry_out import WORDS_DUE, id_of, with_a_copy
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
        "de": "eine Aufbewahrung wegen eines Rechtsstreits",
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
