"""What waits for approval is read from the register, a page at a time, however many are open."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from griffie.api.console.desk.approvals_page import ROWS
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from griffie.application.register.view import Query
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen, visitor
from tests.given.story import receive

REFUSE = {"right": "erasure", "ground": "gdpr/12/5/excessive", "demonstration": "De vierde keer."}
WAITING = ROWS + 3
FACTS = 4


@pytest.fixture
def careful(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A controller where a refusal is seen twice."""
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    opened = open_store(tmp_path / "careful", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


def listed(page: str) -> list[str]:
    return re.findall(r'action="/requests/([^/"]+)/do/approve-', page)


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def proposed_in(store: Store, **said: Any) -> str:
    """The page of a request of which a handler proposes to refuse erasure."""
    clerk = signed_in(store, Role.HANDLER)
    place = receive(clerk, rights=[{"right": "erasure"}], **said)
    assert clerk.post(f"{place}/refuse", json=REFUSE).status_code == 200
    return page_of(place)


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
    opened: list[UUID] = []
    load = careful.engine.requests.load

    def noted(*said: Any) -> Any:
        opened.append(said[0])
        return load(*said)

    monkeypatch.setattr(careful.engine.requests, "load", noted)

    first = seen(officer, "/approvals")
    (following,) = re.findall(r'<a rel="next" href="([^"]*)"', first)
    second = seen(officer, following)

    assert len(listed(first)) == ROWS
    assert sorted(listed(first) + listed(second)) == sorted(proposed)
    assert len(set(opened)) == len(proposed)
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


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_beside_each_proposal_stand_the_four_facts_of_its_approval(
    careful: Store, language: str
) -> None:
    proposed_in(careful, language="nl")
    officer = at_console(careful, Role.DPO, language)
    (place,) = listed(seen(officer, "/approvals"))

    page = seen(officer, "/approvals")
    form = seen(officer, f"/requests/{place}/do/approve-refusal?right=erasure")

    facts = r"<section><h[23]>.*?</section>"
    beside = [plain(one) for one in re.findall(facts, page, re.DOTALL)]
    opened = [plain(one) for one in re.findall(facts, form, re.DOTALL)]
    assert len(beside) == len(opened) == FACTS
    law, recorded, told, back = beside
    assert (law, recorded, back) == (opened[0], opened[1], opened[3])
    assert law.count("12") > 0
    assert "Uw verzoek is buitensporig" in told
    assert "De vierde keer" not in page


def test_what_stands_on_the_page_is_approved_from_it(careful: Store) -> None:
    request = proposed_in(careful)
    officer = at_console(careful, Role.DPO)
    form = re.search(
        rf'<form method="post" action="({request}/do/approve-refusal)">(.*?)</form>',
        seen(officer, "/approvals"),
    )
    assert form
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))

    answer = officer.post(form[1], data=sent)

    assert answer.status_code == 303
    assert "Refusal approved" in seen(officer, answer.headers["location"])
    assert listed(seen(officer, "/approvals")) == []


def test_who_proposed_it_reads_why_it_cannot_be_approved_by_them(careful: Store) -> None:
    place = receive(signed_in(careful, Role.HANDLER), rights=[{"right": "erasure"}])
    token = careful.access.create_token(Role.DPO, "who proposes")
    mine, officer = visitor(careful), at_console(careful, Role.DPO)
    mine.post("/login", data={"token": token})
    bearer = {"Authorization": f"Bearer {token}"}
    assert mine.post(f"{place}/refuse", json=REFUSE, headers=bearer).status_code == 200

    page = seen(mine, "/approvals")

    assert listed(page) == []
    assert "ask somebody else" in page
    assert listed(seen(officer, "/approvals")) == [page_of(place).rsplit("/", 1)[1]]


def test_that_it_is_no_request_is_approved_from_the_page_too(careful: Store) -> None:
    clerk, officer = signed_in(careful, Role.HANDLER), at_console(careful, Role.DPO)
    place = receive(clerk, rights=[])
    found = {"ground": "fact/not_a_request", "reason": "Reclame."}
    assert clerk.post(f"{place}/find-no-request", json=found).status_code == 200

    page = seen(officer, "/approvals")

    assert f'action="{page_of(place)}/do/approve-finding"' in page
    assert "Find" in page
    assert "Reclame." not in page


def test_a_part_that_is_proposed_waits_while_the_rest_is_not_decided(careful: Store) -> None:
    clerk, officer = signed_in(careful, Role.HANDLER), at_console(careful, Role.DPO)
    place = receive(clerk, rights=[{"right": "erasure"}])
    part = REFUSE | {"items": ["De facturen van 2019"]}
    assert clerk.post(f"{place}/refuse", json=part).status_code == 200

    (found,) = listed(seen(officer, "/approvals"))

    assert found == page_of(place).rsplit("/", 1)[1]
    assert "refusal proposed" in plain(seen(officer, "/approvals"))
    answer = signed_in(careful, Role.DPO).post(
        f"{place}/approve-refusal", json={"right": "erasure"}
    )
    assert answer.status_code == 200
    assert listed(seen(officer, "/approvals")) == []
