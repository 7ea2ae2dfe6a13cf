"""Whatever is handed to the verifiers, they say the same, end in 0, 1 or 2, and never fall over."""

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossier.conftest import Office
from tests.given.bundles import strangers, together
from tests.given.forged_bundle import Parts, codes, resealed

EXAMPLES = 2_000 if os.environ.get("GRIFFIE_DEEP") else 200
QUIET = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def small(office: Office) -> bytes:
    """Only what is needed: three events, and no pages."""
    log = type(office.forged)(office.forged.pieces[9:12], office.key, office.origin)
    bundle = log.bundle(office.wish, office.request)
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "verify.py"}
    return together(resealed(parts, office.key))


def test_every_single_byte_that_is_flipped_makes_it_unreadable(office: Office) -> None:
    bundle = small(office)
    assert office.verdict(bundle)["verdict"] == "consistent"

    for place in range(len(bundle)):
        flipped = bytearray(bundle)
        flipped[place] ^= 0x01 << place % 8
        assert office.verdict(bytes(flipped))["verdict"] == "unreadable", place


@QUIET
@given(st.binary(max_size=3000))
def test_any_bytes_at_all_are_unreadable(office: Office, octets: bytes) -> None:
    for file in (octets, b"PK" + octets, b"c2sp.org/tlog-proof@v1\n" + octets):
        assert office.verdict(file)["verdict"] == "unreadable"


@QUIET
@given(st.data())
def test_a_bundle_cut_up_and_put_together_is_unreadable(
    office: Office, data: st.DataObject
) -> None:
    bundle = small(office)
    place = st.integers(0, len(bundle))
    first, last = sorted([data.draw(place), data.draw(place)])
    inserted = data.draw(st.binary(max_size=40))
    cut = bundle[:first] + inserted + bundle[last:]

    assert cut == bundle or office.verdict(cut)["verdict"] == "unreadable"


PROTECTED: tuple[str, ...] = ("checkpoints/", "entries.bin", "events.jsonl", "index.jsonl")
PROTECTED += ("completeness.note", "proofs/", "disclosures/", "profiles/", "log.vkey")
PROTECTED += ("manifest.note",)


def changed(content: bytes, data: st.DataObject) -> bytes:
    """A few octets replaced, taken out or put in; or a line gone, twice, or elsewhere."""
    how = data.draw(st.sampled_from(["octets", "lines"]))
    if how == "octets":
        place = st.integers(0, len(content))
        first, last = sorted([data.draw(place), data.draw(place)])
        last = min(last, first + 8)
        return content[:first] + data.draw(st.binary(max_size=8)) + content[last:]
    some = content.splitlines(keepends=True)
    kept = data.draw(st.lists(st.integers(0, len(some) - 1), max_size=len(some) + 2))
    return b"".join(some[n] for n in kept)


@settings(QUIET, max_examples=EXAMPLES)
@given(st.data())
def test_both_say_the_same_of_any_change_by_whoever_signs(
    office: Office, data: st.DataObject
) -> None:
    kinds = st.sampled_from(["one", "short", "erased", "register"])
    parts: Parts = getattr(office, data.draw(kinds))
    name = data.draw(st.sampled_from([one for one in parts if one.startswith(PROTECTED)]))
    forged = parts | {name: changed(parts[name], data)}
    sealed = resealed(forged, office.key if data.draw(st.booleans()) else None)
    held = data.draw(
        st.sampled_from([None, office.held, office.newest, parts["log.vkey"].decode()])
    )
    if name == "manifest.note":
        sealed["manifest.note"] = forged[name]

    said = office.verdict(sealed, held=held, trust=data.draw(st.sampled_from([None, office.vkey])))

    if forged[name] != parts[name]:
        assert said["verdict"] == "inconsistent"


@settings(QUIET, max_examples=EXAMPLES)
@given(st.data())
def test_both_say_the_same_of_any_manifest(office: Office, data: st.DataObject) -> None:
    manifest = changed(office.one["manifest.json"], data)
    try:
        said = json.loads(manifest)
    except ValueError:
        said = None
    if data.draw(st.booleans()) and isinstance(said, dict):
        names = st.sampled_from([*said, "checkpoint", "files", "kind", "format", "request"])
        said[data.draw(names)] = data.draw(VALUES)
        manifest = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    office.verdict(office.one | {"manifest.json": manifest})


VALUES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just({})
)
VALUES |= st.just({"old": 0, "size": -1}) | st.just({"old": None, "size": 5}) | st.just([])
VALUES |= st.just({"a": {"sha256": "", "size": True}})


def deflated(parts: Parts) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def bomb(_: Parts) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"0" * (50 << 20), compresslevel=9)
    assert len(whole.getvalue()) < 100_000
    return whole.getvalue()


def as_others_write_it(parts: Parts) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def central(name: bytes, offset: int) -> bytes:
    known = (20, 0, 0, 0, 0x21, zlib.crc32(b"x"), 1, 1, len(name))
    return pack("<4s6H3L5H2L", b"PK\1\2", 788, *known, 0, 0, 0, 0, 0o100644 << 16, offset) + name


ZIPS: dict[str, Callable[[Parts], bytes]] = {
    "compressed": deflated,
    "a bomb": bomb,
    "with times and attributes": as_others_write_it,
    "with something before": lambda parts: b"#!/bin/sh\n" + together(parts),
    "with something behind": lambda parts: together(parts) + b"\n",
    "with a comment": lambda parts: together(parts)[:-2] + b"\1\0c",
    "twice": lambda parts: together(parts) * 2,
    "nothing": lambda _: b"",
    "no parts": lambda _: together({}),
    "half": lambda parts: together(parts)[: len(together(parts)) // 2],
}
BAD_NAMES = [
    b"../etc",
    b"/etc",
    b"a/../b",
    b"a//b",
    b".hidden",
    b"a\\b",
    b"a/",
    b"C:x",
    b"a\0b",
    b"",
]
BAD_NAMES += ["é".encode(), b" ", b"a/.b"]


@pytest.mark.parametrize("how", ZIPS)
def test_a_zip_of_another_form_is_not_read(office: Office, how: str) -> None:
    assert office.verdict(ZIPS[how](office.one))["verdict"] == "unreadable"


@pytest.mark.parametrize("names", [*[[name] for name in BAD_NAMES], [b"a", b"a"], [b"a", b"A"]])
def test_a_name_that_climbs_out_or_stands_twice_is_not_read(
    office: Office, names: list[bytes]
) -> None:
    body = directory = b""
    for name in names:
        directory += central(name, len(body))
        known = (20, 0, 0, 0, 0x21, zlib.crc32(b"x"), 1, 1, len(name), 0)
        body += pack("<4s5H3L2H", b"PK\3\4", *known) + name + b"x"
    end = (0, 0, len(names), len(names), len(directory), len(body), 0)

    made = body + directory + pack("<4s4H2LH", b"PK\5\6", *end)

    assert office.verdict(made)["verdict"] == "unreadable"


def test_the_file_in_the_bundle_says_what_the_pages_say(office: Office, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(f"{office.vkey}\n")
    held = tmp_path / "held"
    held.write_text(office.held)
    last = renumbered_without_the_last(office)
    whole = [together(one) for one in (office.one, office.short, office.register)]
    for file in (*whole, office.receipt, b"PK", last):
        code, said = strangers(tmp_path, file, "--trust", str(key), "--checkpoint", str(held))

        ours = office.verdict(file, trust=office.vkey, held=office.held)
        assert code == ["consistent", "inconsistent", "unreadable"].index(ours["verdict"])
        for finding in said.get("findings", ()):
            assert finding.pop("says")
        said.pop("says", None)
        assert said == json.loads(json.dumps(ours))
    assert code == 1


def renumbered_without_the_last(office: Office) -> bytes:
    parts = dict(office.one)
    for name in ("events.jsonl", "index.jsonl"):
        parts[name] = b"".join(parts[name].splitlines(keepends=True)[:-1])
    return together(resealed(parts, office.key))


def test_it_says_in_words_what_it_found_and_what_it_does_not_prove(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "verify.py").write_bytes(office.one["verify.py"])
    (tmp_path / "file").write_bytes(renumbered_without_the_last(office))
    command = [sys.executable, "-I", "-S", "verify.py", "file", "--language", "en"]

    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    said = done.stdout.splitlines()
    assert done.returncode == 1
    assert "proves nothing about origin" in said[0]
    assert any(line.startswith("left out: ") for line in said)
    assert said[-1] == "inconsistent"
    assert codes(office.verdict(renumbered_without_the_last(office))) == {"left-out"}
