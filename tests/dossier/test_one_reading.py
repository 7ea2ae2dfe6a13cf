"""The audit of a store and the verifiers of its bundle read the log alike: none is laxer.

First the reading of one event, on written cases; then that of a whole log, on whatever an operator
who has the key can put in it.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.parsing import event_of
from griffie.domain.housekeeping import HOUSEKEEPING, looks_stream
from griffie.domain.log.entry import entry
from griffie.infrastructure.bundle.events import read_state
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.erased_streams import find_unlawful
from tests.dossier.test_fuzz import EXAMPLES
from tests.given.forged_bundle import codes, verdict
from tests.given.small_bundle import register_of
from tests.given.small_store import BEGAN, KEY, ORIGIN, REQUESTS, SmallStore

VECTORS = Path(__file__).parents[1] / "vectors" / "event-reading.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))["cases"]
NOW = BEGAN + timedelta(days=30)


def findings(store: SmallStore, now: datetime | None = None) -> list[str]:
    clock = (lambda: now) if now else None
    run = Audit(store, origin=ORIGIN, public_key=KEY.public_key(), clock=clock)
    found = [one.what for one in run]
    return found + [one.what for one in find_unlawful(run.erased_streams, lambda _: True)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_event_is_read_by_all_or_by_none(case: dict[str, Any], tmp_path: Path) -> None:
    state, topic = case["state"].encode(errors="surrogatepass"), case["topic"]
    store = SmallStore(tmp_path / "griffie.db")
    store.write(HOUSEKEEPING if case["housekeeping"] else REQUESTS[0], topic, state=state)

    here = read_state(topic, state, housekeeping=case["housekeeping"]) is not None
    try:
        there = bool(event_of(topic, state, housekeeping=case["housekeeping"]))
    except BadProofError:
        there = False
    # An erasure of nothing is none; of that the next test speaks.
    faults = [one for one in findings(store) if "it left with" not in one]

    assert (here, there, not faults) == (case["reads"],) * 3, faults


# A whole log.

STREAMS = [*REQUESTS[:2], HOUSEKEEPING, looks_stream(REQUESTS[0])]
SOUND: dict[str, Any] = {
    "topic": "NoteAdded",
    "kind": "next",
    "odd": None,
    "by": HOUSEKEEPING,
    "spelled": str,
    "length": "right",
    "goes": "all",
    "entry": "true",
    "lost": False,
    "at any rate": False,
}
ODD: dict[str, list[Any]] = {
    "topic": ["RequestReceived", "A\nB", "StreamErased"],
    "kind": ["again", "leap", "first"],
    "odd": [
        {"at": "2026-03-05T10:00:00"},
        {"at": "2031-01-01T00:00:00+00:00"},
        {"at": "2026-01-01T00:00:00Z"},
        {"nonce": "short"},
        {"data": []},
        {"data": {"float": 0.5, "text": "é"}},
        {"extra": [[[]]]},
    ],
    "by": REQUESTS[1:2],
    "spelled": [lambda one: str(one).upper(), lambda one: one.hex],
    "length": [0, 1, 2, True, "3"],
    "goes": ["none", "one"],
    "entry": ["bit", "prefix", "text", "short", "another"],
    "lost": [True],
    "at any rate": [True],  # also of what is not there, or is there no more
}


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What is done to a log, one deed after another: at most three are not as they ought."""
    deeds = [
        SOUND
        | {
            "stream": draw(st.sampled_from(STREAMS)),
            "erases": draw(st.sampled_from([None, None, None, *STREAMS])),
        }
        for _ in range(draw(st.integers(1, 12)))
    ]
    for _ in range(draw(st.integers(0, 3))):
        field = draw(st.sampled_from([*ODD]))
        draw(st.sampled_from(deeds))[field] = draw(st.sampled_from(ODD[field]))
    return deeds


def state_of(position: int, data: Any, odd: dict[str, Any] | None) -> bytes:
    at = (BEGAN + timedelta(minutes=position)).isoformat()
    said = {"actor": "u-1", "at": at, "data": data, "nonce": f"{position:022d}", "schema": 1}
    return rfc8785.dumps(said | (odd or {}))


def carried_out(store: SmallStore, deeds: list[dict[str, Any]]) -> None:
    versions: dict[UUID, int] = {}
    left = {HOUSEKEEPING}
    for deed in deeds:
        stream, topic = deed["stream"], deed["topic"]
        data: dict[str, Any] = {"right": "erasure"}
        gone = deed["erases"]
        if not deed["at any rate"]:
            gone = gone if gone in versions.keys() - left else None
            stream = HOUSEKEEPING if stream in left else stream
        if gone:
            stream, topic = deed["by"], "StreamErased"
            length = versions.get(gone, 0) if deed["length"] == "right" else deed["length"]
            data = {"events": length, "stream": deed["spelled"](gone)}
            left.add(gone)
        elif topic == "RequestReceived":
            data = {"setting": {"profile": "neutral/1"}}
        last = versions.get(stream, 0)
        version = {"next": last + 1, "again": max(last, 1), "leap": last + 2, "first": 1}
        state = state_of(store.log_size() + 1, data, deed["odd"])
        position = store.write(stream, topic, state=state, version=version[deed["kind"]])
        versions[stream] = version[deed["kind"]]
        spoiled(store, position, deed["entry"])
        if deed["lost"]:
            store.db.execute("DELETE FROM stored_events WHERE rowid = ?", (position,))
        if gone and deed["goes"] != "none":
            which = "" if deed["goes"] == "all" else " AND originator_version = 1"
            statement = f"DELETE FROM stored_events WHERE originator_id = ?{which}"
            store.db.execute(statement, (gone.hex,))


def spoiled(store: SmallStore, position: int, how: str) -> None:
    whole = store.one("SELECT entry FROM log WHERE position = ?", position)
    other = {
        "true": whole,
        "bit": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
        "prefix": b"G" + whole[1:],
        "text": "Wim",
        "short": whole[:-1],
        "another": entry(REQUESTS[3], 1, "NoteAdded", b"{}"),
    }[how]
    store.db.execute("UPDATE log SET entry = ? WHERE position = ?", (other, position))


@settings(deadline=None, max_examples=2 * EXAMPLES)
@given(logs())
def test_a_log_is_sound_to_the_audit_where_it_is_to_the_verifiers(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    store = SmallStore(folder / "griffie.db")
    carried_out(store, deeds)
    (folder / "file").write_bytes(register_of(store))

    said = verdict(folder / "file", now=NOW)
    found = findings(store, NOW)

    assert bool(found) is (said["verdict"] == "inconsistent"), (found, codes(said))
