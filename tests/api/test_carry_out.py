"""Retention carried out: what is due goes, in order, once; what is held stays, and says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.retention.carry_out import TOGETHER, Became, in_batches
from griffie.application.retention.schedule import Kept
from griffie.domain.housekeeping import HOUSEKEEPING, FiguresKept, StreamErased
from griffie.infrastructure.vault.vault import SQLiteVault
from tests.api.test_copies_api import HANDED, file_a_copy
from tests.api.test_evidence_in_the_vault import happened, tiers
from tests.conftest import Clock, Open, signed_in
from tests.given.story import STEPS, receive, tell

CARRY_OUT, YEAR = "/api/v1/retention/carry-out", "/api/v1/reports/annual?year=2026"
COPIES_DUE = datetime(2026, 9, 10, 10, tzinfo=UTC)
WORDS_DUE = datetime(2031, 3, 20, 10, tzinfo=UTC)
HISTORIES_DUE = datetime(2032, 1, 1, 10, tzinfo=UTC)
NO_PROGRESS = lambda *_: None  # noqa: E731


def with_a_copy(dpo: TestClient) -> str:
    """The whole story, with a copy that was handed over on 10 March."""
    place = receive(dpo)
    copy = file_a_copy(dpo, place)
    delivered = ("deliver-copy", HANDED | {"documents": [copy], "delivered_on": "2026-03-10"})
    for step, body in [*STEPS[:2], delivered, *STEPS[2:]]:
        answer = dpo.post(f"{place}/{step}", json=body)
        assert answer.status_code == 200, answer.text
    return place


def carried(dpo: TestClient, **only: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    answer = dpo.post(CARRY_OUT, json=only)
    assert answer.status_code == 200, answer.text
    return [(one["kept"], one["became"], tuple(one["held_by"])) for one in answer.json()["items"]]


def id_of(place: str) -> UUID:
    return UUID(place.rpartition("/")[2])


def later(store: Store, clock: Clock, at: datetime) -> TestClient:
    """The DPO, with a new token: the old one has expired."""
    clock.at = at
    return signed_in(store, Role.DPO)


@pytest.mark.law("gdpr/5/1/e")
def test_a_file_goes_tier_by_tier_each_on_its_day(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    nothing = carried(dpo)

    copies = carried(dpo := later(store, clock, COPIES_DUE))
    left = tiers(store, place)
    words = carried(dpo := later(store, clock, WORDS_DUE))
    then = happened(dpo, place)
    history = carried(dpo := later(store, clock, HISTORIES_DUE))

    assert nothing == []
    assert copies == [("t1", "done", ())]
    assert left == {"t2"}
    assert words == [("t2", "done", ())]
    assert then[-3:] == ["ErasureOfCopiesDecided", "CopiesDestroyed", "PersonalDataErased"]
    assert history == [("stream", "done", ())]
    assert dpo.get(place).status_code == 404
    assert carried(dpo) == []


def test_what_was_missed_for_years_goes_in_one_run_but_for_the_history(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    with_a_copy(dpo)

    dpo = later(store, clock, WORDS_DUE)
    first, again = carried(dpo), carried(dpo)

    assert first == [("t1", "done", ()), ("t2", "done", ())]
    assert again == []


@pytest.mark.law("gdpr/5/1/c")
def test_a_paper_that_nobody_needed_goes_once_the_request_is_closed(
    store: Store, dpo: TestClient
) -> None:
    place = receive(dpo)
    file_a_copy(dpo, place, "identity_evidence")
    before = carried(dpo)
    rights = {"rights": ["access", "erasure"], "on": "2026-03-06", "words": "x"}
    assert dpo.post(f"{place}/withdraw", json=rights).status_code == 200
    assert dpo.post(f"{place}/close", json={}).status_code == 200

    assert before == []
    assert carried(dpo) == [("t0", "done", ())]
    assert "t0" not in tiers(store, place)
    assert happened(dpo, place)[-1] == "IdentityEvidenceDestroyed"


@pytest.mark.law("gdpr/17/3/e")
def test_nothing_under_a_hold_goes_and_it_is_said_what_holds_it(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = with_a_copy(dpo)
    assert dpo.post(f"{place}/place-hold", json={"reason": "Een geding."}).status_code == 200

    dpo = later(store, clock, WORDS_DUE)
    held = carried(dpo)

    assert held == [("t1", "held", ("legal_hold",)), ("t2", "held", ("legal_hold",))]
    assert {"t1", "t2"} <= tiers(store, place)
    assert dpo.post(f"{place}/release-hold", json={"reason": "Voorbij."}).status_code == 200
    assert [became for _, became, _ in carried(dpo)] == ["done", "done"]


def test_one_request_or_one_tier_alone(store: Store, dpo: TestClient, clock: Clock) -> None:
    mine, other = with_a_copy(dpo), with_a_copy(dpo)
    dpo = later(store, clock, WORDS_DUE)

    assert carried(dpo, request=str(id_of(mine)), kept="t1") == [("t1", "done", ())]
    assert carried(dpo, kept="t1") == [("t1", "done", ())]
    assert carried(dpo, request=str(id_of(other))) == [("t2", "done", ())]
    assert tiers(store, mine) == {"t2"}


def test_only_the_dpo_carries_out_and_never_what_is_not_due_yet(
    store: Store, dpo: TestClient
) -> None:
    for role in set(Role) - {Role.DPO}:
        assert signed_in(store, role).post(CARRY_OUT, json={}).status_code == 403
    for malformed in ({"on": "2026-03-21"}, {"kept": "t9"}, {"all": True}, {"on": "gisteren"}):
        assert dpo.post(CARRY_OUT, json=malformed).status_code == 422


def test_what_was_cut_off_is_finished_by_doing_it_again(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    places = [with_a_copy(dpo) for _ in range(2)]
    later(store, clock, WORDS_DUE)
    erase, times = SQLiteVault.erase, iter(range(10))

    def killed(vault: SQLiteVault, *said: Any) -> None:
        if next(times) == 1:
            raise KeyboardInterrupt
        erase(vault, *said)

    on = date(2031, 3, 20)
    with patch.object(SQLiteVault, "erase", killed), pytest.raises(KeyboardInterrupt):
        store.engine.carry_out(OPERATOR, on)
    left = [one.kept for one in store.engine.carry_out(OPERATOR, on)]

    assert len(left) >= 2
    for place in places:
        topics = [event.TOPIC for event in store.requests.history(id_of(place))]
        assert topics.count("CopiesDestroyed") == topics.count("PersonalDataErased") == 1


def test_two_who_carry_out_at_once_do_nothing_twice(
    store: Store, opening: Open, dpo: TestClient, clock: Clock
) -> None:
    places = [with_a_copy(dpo) for _ in range(4)]
    later(store, clock, WORDS_DUE)
    other, on = opening(), date(2031, 3, 20)

    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(one.engine.carry_out, OPERATOR, on) for one in (store, other)]
        found = [one for run in runs for one in run.result()]

    # Each may find the other reading while it overwrites: then the next run finishes that.
    assert {one.became for one in found} <= {Became.DONE, Became.WAITS}
    assert {one.became for one in store.engine.carry_out(OPERATOR, on)} <= {Became.DONE}
    assert store.engine.retention().due(on) == []
    for place in places:
        topics = [event.TOPIC for event in store.requests.history(id_of(place))]
        assert topics.count("ErasureOfCopiesDecided") == topics.count("PersonalDataErased") == 1
        # Copies that waited for a reader go with the whole file, which says so for them too.
        assert topics.count("CopiesDestroyed") <= 1
        assert tiers(store, place) == set()


# Figures stay.


@pytest.fixture
def a_year(store: Store, dpo: TestClient, clock: Clock) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report of 2026 before and after the histories of five of its six requests went."""
    for channel in ("email", "email", "post", "post", "web_form"):
        tell(dpo, channel=channel)
    receive(dpo)
    carried(dpo := later(store, clock, WORDS_DUE))
    dpo = later(store, clock, HISTORIES_DUE)
    before = dpo.get(YEAR).json()
    assert carried(dpo) == [("stream", "done", ())] * 5
    return before, dpo.get(YEAR).json()


def test_the_report_of_a_year_is_the_same_when_its_histories_are_gone(
    a_year: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    before, after = a_year
    exact, kept = (one["tables"].pop("days to an answer") for one in (before, after))

    assert after["tables"] == before["tables"]
    assert (exact["number"], exact["median"], kept["median"]) == (10, 5.0, 7.0)
    assert "5 requests went" in after["not_available"]["exact days"]


def test_figures_go_in_the_transaction_of_the_histories_and_name_nobody(
    store: Store, a_year: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    assert a_year
    kept, *went = store.requests.history(HOUSEKEEPING)

    assert isinstance(kept, FiguresKept)
    assert all(isinstance(one, StreamErased) for one in went)
    assert (kept.year, kept.requests) == (2026, 5)
    assert kept.tables["by channel"] == {"email": 2, "post": 2, "web_form": 1}
    assert not [one.stream for one in went if str(one.stream) in kept.model_dump_json()]


def test_after_histories_went_everything_is_consistent_and_rebuilt_the_same(
    store: Store, a_year: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    _, after = a_year
    findings, summary = store.check([], NO_PROGRESS)

    assert findings == []
    assert summary.lawfully_erased > 0
    for name in ("register", "trail", "figures", "retention"):
        store.projections.rebuild(name, NO_PROGRESS)
        assert not store.projections.strayed(name)
    assert signed_in(store, Role.DPO).get(YEAR).json() == after


def test_histories_go_by_year_in_batches_of_which_none_is_small() -> None:
    for number in (0, 1, TOGETHER, TOGETHER + 1, 2 * TOGETHER, 5 * TOGETHER + 3):
        going = [UUID(int=one) for one in range(number)]
        batches = [list(one) for one in in_batches(going)]

        assert [one for batch in batches for one in batch] == going
        assert all(len(batch) >= TOGETHER // 2 for batch in batches[1:])
        assert all(len(batch) <= TOGETHER * 3 // 2 for batch in batches)


def test_the_order_is_that_of_the_tiers() -> None:
    assert [*Kept] == ["t0", "t1", "t2", "stream"]


def test_just_what_is_named_goes_and_all_limits_hold_together(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    mine, other = (id_of(with_a_copy(dpo)) for _ in range(2))
    dpo = later(store, clock, WORDS_DUE)
    named = [{"id": str(mine), "kept": "t1"}, {"id": str(other), "kept": "t2"}]

    assert carried(dpo, items=[]) == []
    assert carried(dpo, items=named, kept="t0") == []
    assert carried(dpo, items=named, request=str(mine)) == [("t1", "done", ())]
    assert carried(dpo, items=named) == [("t2", "done", ())]
    assert carried(dpo, items=named) == []
    assert carried(dpo)[0] == ("t2", "done", ())  # of the first, which nobody named


def test_what_names_nothing_is_refused(dpo: TestClient) -> None:
    one = {"id": str(UUID(int=1)), "kept": "t1"}
    for malformed in ([{"id": "x", "kept": "t1"}], [one | {"kept": "t9"}], [one] * 1001):
        assert dpo.post(CARRY_OUT, json={"items": malformed}).status_code == 422
    assert carried(dpo, items=[one]) == []
