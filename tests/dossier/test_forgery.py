"""What somebody without the log's key does to a bundle is found, by both verifiers alike."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from griffie.application.disclosure import digest
from tests.dossier.conftest import Office
from tests.given.forged_bundle import (
    Parts,
    another_value,
    codes,
    lines,
    renumbered,
    resealed,
    reworded,
)

NOT_SIGNED = {"manifest-note", "key-unreadable"}
"""Whoever makes the manifest anew cannot sign it; and without a key nothing is signed."""
KINDS = ["one", "other", "erased", "register"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_touched_is_consistent(office: Office, kind: str) -> None:
    said = office.verdict(getattr(office, kind), trust=office.vkey)

    assert said["verdict"] == "consistent"
    assert said["trust"] == "pinned"
    assert said["complete"] is True


def test_the_erased_is_reported_as_erased(office: Office) -> None:
    cleared, register = office.verdict(office.erased), office.verdict(office.register)

    assert (cleared["personal_data"], cleared["opened"]) == ("erased", 0)
    assert office.verdict(office.one)["personal_data"] == "kept"
    assert office.verdict(office.one)["opened"] > 5
    assert register["erased"] == 11  # a whole history


PLACES: dict[str, Callable[[int], int]] = {
    "first": lambda _: 0,
    "middle": lambda size: size // 2,
    "last": lambda size: size - 1,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_is_changed_is_found(office: Office, kind: str, place: str) -> None:
    parts = getattr(office, kind)
    for name, content in parts.items():
        forged = bytearray(content)
        forged[PLACES[place](len(content))] ^= 1
        changed = parts | {name: bytes(forged)}

        said = office.verdict(changed)

        if name == "manifest.json" and said["verdict"] == "unreadable":
            continue  # it was no longer JSON
        assert said["verdict"] == "inconsistent", name
        expected = {"manifest.json": "manifest-note", "manifest.note": "manifest-note"}
        assert expected.get(name, "file-changed") in codes(said), name
        if name not in {"manifest.json", "manifest.note"}:  # making it anew would undo the change
            assert NOT_SIGNED & codes(office.verdict(resealed(changed))), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_is_removed_is_missed(office: Office, kind: str) -> None:
    parts = getattr(office, kind)
    for name in parts:
        rest = {other: content for other, content in parts.items() if other != name}

        said = office.verdict(rest)

        if name == "manifest.json":
            assert said["verdict"] == "unreadable"
            continue
        assert {"code": "file-missing", "where": name} in said["findings"]
        assert NOT_SIGNED & codes(office.verdict(resealed(rest)))


def test_every_file_of_another_request_in_its_place_is_found(office: Office) -> None:
    common = [name for name in office.one if name in office.other]
    differing = [name for name in common if office.one[name] != office.other[name]]
    assert len(differing) > 12
    for name in differing:
        swapped = office.one | {name: office.other[name]}

        assert office.verdict(swapped)["verdict"] == "inconsistent", name
        assert NOT_SIGNED & codes(office.verdict(resealed(swapped))), name


def test_a_file_that_was_added_is_found(office: Office) -> None:
    added = office.one | {"advice.html": b"<p>All is well.</p>"}

    assert {"code": "file-extra", "where": "advice.html"} in office.verdict(added)["findings"]
    assert codes(office.verdict(resealed(added))) == {"manifest-note"}


def last_left_out(parts: Parts) -> Parts:
    return renumbered(parts, range(len(lines(parts["index.jsonl"])) - 1))


def middle_left_out(parts: Parts) -> Parts:
    every = range(len(lines(parts["index.jsonl"])))
    return renumbered(parts, [n for n in every if n != 3])


def two_exchanged(parts: Parts) -> Parts:
    every = [*range(len(lines(parts["index.jsonl"])))]
    every[2], every[3] = every[3], every[2]
    return renumbered(parts, every)


def told_twice(parts: Parts) -> Parts:
    return renumbered(parts, [0, 0, *range(1, len(lines(parts["index.jsonl"])))])


def all_left_out(parts: Parts) -> Parts:
    return renumbered(parts, [])


def another_receipt_date(parts: Parts) -> Parts:
    events = parts["events.jsonl"].replace(b'"2026-03-05"', b'"2026-03-15"', 1)
    return parts | {"events.jsonl": events}


def another_name_for_an_event(parts: Parts) -> Parts:
    index = parts["index.jsonl"].replace(b"RequestClosed", b"RequestWithdrawn")
    return parts | {"index.jsonl": index}


def another_value_opened(parts: Parts) -> Parts:
    name = next(name for name in parts if name.startswith("disclosures/"))
    return parts | {name: another_value(parts[name])}


def a_value_nobody_committed_to(parts: Parts) -> Parts:
    value = another_value(b"")
    return parts | {f"disclosures/{digest(value.decode())}.txt": value}


def another_profile(parts: Parts) -> Parts:
    name = next(name for name in parts if name.startswith("profiles/"))
    return parts | {name: parts[name].replace(b"neutral", b"strange")}


def a_profile_under_its_own_name(parts: Parts) -> Parts:
    content = b'{"slug":"strange"}'
    return parts | {f"profiles/strange-{sha256(content).hexdigest()[:8]}.json": content}


def the_log_cut_off(parts: Parts) -> Parts:
    return parts | {"entries.bin": parts["entries.bin"][:-75]}


def an_entry_changed(parts: Parts) -> Parts:
    entries = bytearray(parts["entries.bin"])
    entries[-1] ^= 1
    return parts | {"entries.bin": bytes(entries)}


def an_older_checkpoint_shown(parts: Parts) -> Parts:
    return parts | {"checkpoints/new.txt": parts["checkpoints/old.txt"]}


def a_size_claimed(parts: Parts) -> Parts:
    manifest = json.loads(parts["manifest.json"])
    manifest["checkpoint"]["size"] -= 1
    return reworded(parts, manifest)


def a_proof_of_another_event(parts: Parts) -> Parts:
    return parts | {"proofs/0002.tlog-proof": parts["proofs/0003.tlog-proof"]}


def consistency_from_elsewhere(parts: Parts) -> Parts:
    return parts | {"checkpoints/consistency.txt": b""}


def events_without_their_index(parts: Parts) -> Parts:
    return parts | {"index.jsonl": b"".join(lines(parts["index.jsonl"])[:-1])}


def an_index_beyond_the_log(parts: Parts) -> Parts:
    first, *rest = lines(parts["index.jsonl"])
    name = json.loads(first)
    spelled = first.replace(b'"index":%d' % name["index"], b'"index":100000')
    return parts | {"index.jsonl": b"".join([spelled, *rest])}


FORGERIES: dict[Callable[[Parts], Parts], set[str]] = {
    last_left_out: {"left-out"},
    middle_left_out: {"version"},
    two_exchanged: {"order", "version"},
    told_twice: {"order", "version"},
    all_left_out: {"left-out", "no-events"},
    another_receipt_date: {"inclusion", "entry"},
    another_name_for_an_event: {"inclusion", "entry"},
    another_value_opened: {"disclosure"},
    a_value_nobody_committed_to: {"disclosure-foreign"},
    another_profile: {"profile"},
    a_profile_under_its_own_name: {"profile"},
    the_log_cut_off: {"entries-size"},
    an_entry_changed: {"entries-root"},
    an_older_checkpoint_shown: {"checkpoint"},
    a_size_claimed: {"checkpoint"},
    a_proof_of_another_event: {"inclusion"},
    consistency_from_elsewhere: {"not-consistent"},
    events_without_their_index: {"event-count"},
    an_index_beyond_the_log: {"index-line"},
}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_a_forgery_is_found_whoever_signs_the_manifest(
    office: Office, forgery: Callable[[Parts], Parts]
) -> None:
    """The manifest's signature is not what shows it: even its owner could not have done this."""
    forged = resealed(forgery(office.one))
    owners = resealed(forgery(office.one), office.key)
    if forgery is a_size_claimed:
        forged = a_size_claimed(office.one)
        owners = reworded(forged, json.loads(forged["manifest.json"]), office.key)

    assert FORGERIES[forgery] <= codes(office.verdict(owners))
    assert codes(office.verdict(forged)) == codes(office.verdict(owners)) | {"manifest-note"}


def test_an_event_of_another_request_is_told_from_ours(office: Office) -> None:
    every = range(len(lines(office.one["index.jsonl"])))
    inserted = renumbered(office.one, [0, *every])
    for name in ("events.jsonl", "index.jsonl"):
        first = lines(office.one[name])[0]
        inserted[name] = inserted[name].replace(first, lines(office.other[name])[0], 1)
    inserted["proofs/0001.tlog-proof"] = office.other["proofs/0001.tlog-proof"]

    found = codes(office.verdict(resealed(inserted, office.key)))

    assert found == {"foreign", "inclusion"}  # its proof is under another checkpoint


@pytest.mark.parametrize(
    "left_out", ["entries.bin"], ids=["without the log nobody says that nothing was left out"]
)
def test_without_the_log_completeness_is_not_claimed(office: Office, left_out: str) -> None:
    manifest = json.loads(office.one["manifest.json"]) | {"complete": False}
    del manifest["files"][left_out]
    parts = {name: content for name, content in office.one.items() if name != left_out}

    said = office.verdict(reworded(parts, manifest, office.key))

    assert said["verdict"] == "consistent"
    assert said["complete"] is False


def test_a_register_without_an_event_is_not_explained(office: Office) -> None:
    register = office.register
    states, names = lines(register["events.jsonl"]), lines(register["index.jsonl"])
    short = register | {
        "events.jsonl": b"".join(states[:5] + states[6:]),
        "index.jsonl": b"".join(names[:5] + names[6:]),
    }

    found = codes(office.verdict(resealed(short, office.key)))

    assert {"unexplained", "version"} <= found
