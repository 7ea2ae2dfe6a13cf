"""What waits for approval is read from the register, a page at a time, however many are open."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import Store, open_store
from griffie.api.console.desk.approvals_page import ROWS
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from griffie.application.register.view import Query
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.story import receive

REFUSE = {"right": "erasure", "ground": "gdpr/12/5/excessive", "demonstration": "De vierde keer."}
WAITING = ROWS + 3


@pytest.fixture
def careful(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A controller where a refusal is seen twice."""
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    opened = open_store(tmp_path / "careful", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


def listed(page: str) -> list[str]:
    return re.findall(r"/requests/([^/\"]+)/do/approve-", page)


def test_every_proposal_is_found_and_the_rest_is_not_opened(
    careful: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, officer = signed_in(careful, Role.HANDLER), at_console(careful, Role.DPO)
    proposed = []
    for number in range(2 * WAITING):
        day = f"2026-03-{1 + number % 18:02d}"
        place = receive(clerk, received_on=day, rights=[{"right": "erasure"}])
        if number % 2:
            assert clerk.post(f"{place}/refuse", json=REFUSE).status_code == 200
            proposed.append(page_of(place).rsplit("/", 1)[1])
    opened: list[Any] = []
    load = careful.engine.requests.load

    def noted(*said: Any) -> Any:
        opened.append(said)
        return load(*said)

    monkeypatch.setattr(careful.engine.requests, "load", noted)

    first = seen(officer, "/approvals")
    (following,) = re.findall(r'<a rel="next" href="([^"]*)"', first)
    second = seen(officer, following)

    assert len(listed(first)) == ROWS
    assert sorted(listed(first) + listed(second)) == sorted(proposed)
    assert len(opened) == len(proposed)
    assert 'rel="next"' not in second
    assert listed(seen(officer, "/approvals?after=nonsense")) == listed(first)


def test_what_is_approved_or_taken_back_waits_no_more(careful: Store) -> None:
    clerk, dpo = signed_in(careful, Role.HANDLER), signed_in(careful, Role.DPO)
    for step, said in (
        ("approve-refusal", {"right": "erasure"}),
        ("revoke-decision", {"right": "erasure", "reason": "Te streng."}),
    ):
        place = receive(clerk, rights=[{"right": "erasure"}])
        clerk.post(f"{place}/refuse", json=REFUSE)
        today = careful.engine.today()
        assert len(careful.engine.current().items(Query(proposed=True), today)) == 1

        assert dpo.post(f"{place}/{step}", json=said).status_code == 200

        assert careful.engine.current().items(Query(proposed=True), today) == []
