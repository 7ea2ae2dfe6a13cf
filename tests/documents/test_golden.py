"""Bytes once written are read for ever: one sample of every event, kept as it was stored.

`python -m tests.documents.test_golden` writes the samples that are missing, and never touches one
that is there: a changed event gets a new schema, an upcast, and a second file beside the first.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from griffie.domain.model.event import ENVELOPE, Event
from griffie.infrastructure.sqlite.mapper import CANONICAL, CanonicalMapper, read_event
from tests.given.samples import BY_TOPIC, happened, stored

GOLDEN = Path(__file__).parents[1] / "golden"


def golden(event: type[Event]) -> Path:
    return GOLDEN / f"{event.TOPIC}.{event.SCHEMA}.json"


def topics() -> dict[str, type[Event]]:
    """Every event that the library can be asked to build, found as it is registered."""
    found: dict[str, type[Event]] = {}
    kinds: list[type[Event]] = [Event]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if "TOPIC" in vars(kind) and kind.__module__.startswith("griffie.domain."):
            found[kind.TOPIC] = kind
    return found


FILES = sorted(GOLDEN.glob("*.json"))


def test_every_event_has_a_sample_as_it_was_once_stored() -> None:
    assert BY_TOPIC.keys() == topics().keys()
    assert {golden(kind).name for kind in topics().values()} <= {file.name for file in FILES}


def test_no_sample_is_of_an_event_that_nobody_can_read() -> None:
    written = {(file.name.split(".")[0], int(file.name.split(".")[1])) for file in FILES}

    assert {topic for topic, _ in written} <= topics().keys()
    assert all(1 <= schema <= topics()[topic].SCHEMA for topic, schema in written)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_once_stored_is_read_as_what_happened(file: Path) -> None:
    topic = file.name.split(".")[0]
    expected = happened(topic)
    if (
        added := type(expected).model_fields.keys()
        - ENVELOPE
        - json.loads(file.read_bytes())["data"].keys()
    ):
        fields = type(expected).model_fields
        expected = expected.model_copy(update={name: fields[name].default for name in added})

    told = read_event(expected.originator_id, 1, topic, file.read_bytes())

    assert told == expected


@pytest.mark.parametrize("kind", topics().values(), ids=topics())
def test_what_happens_today_is_stored_in_the_same_bytes(kind: type[Event]) -> None:
    assert stored(happened(kind.TOPIC)) == golden(kind).read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_stored_bytes_are_canonical_json(file: Path) -> None:
    written = file.read_bytes()

    assert rfc8785.dumps(json.loads(written)) == written


def test_two_records_of_one_fact_differ_in_their_nonce_and_in_nothing_else() -> None:
    mapper = CanonicalMapper(None)  # type: ignore[arg-type]
    event = happened("RightGranted")

    one, other = (json.loads(mapper.to_stored_event(event).state) for _ in range(2))

    assert one.pop("nonce") != other.pop("nonce")
    assert one == other


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


ASCII_NAMES = st.text(st.characters(max_codepoint=127), max_size=20)


ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(ASCII_NAMES, inner, max_size=5),
    max_leaves=20,
)


@given(ANY_JSON)
def test_our_writing_is_rfc_8785_for_whatever_events_can_hold(value: Any) -> None:
    assert CANONICAL(value).encode() == rfc8785.dumps(value)


def main() -> None:
    """Write the samples that are missing."""
    GOLDEN.mkdir(exist_ok=True)
    for topic, kind in topics().items():
        if not golden(kind).exists():
            golden(kind).write_bytes(stored(happened(topic)))


if __name__ == "__main__":
    main()
