"""The parts of verify.py on published vectors, and beside the libraries that it does without."""

import ast
import json
import re
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.application.dossier.verifier import HEAD, joined
from griffie.application.dossier.verifier.bundle import salted
from griffie.application.dossier.verifier.curve import ORDER, signed_by
from griffie.application.dossier.verifier.errors import BadProofError
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.texts import canonical, jcs, number
from griffie.application.dossier.verifier.tree import leaf, root_by, root_of, roots_by
from griffie.domain.log.tree import Tree
from griffie.infrastructure.log.canonical import read_canonical as canonical_here

VECTORS = Path(__file__).parents[1] / "vectors"


def vectors(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text())["cases"]
    return cases


def octets(encoded: list[str] | None) -> list[bytes]:
    return [b64decode(one) for one in encoded or []]


def leads(case: dict[str, Any]) -> bool:
    (found, root), path = octets([case["leafHash"] or "", case["root"] or ""]), case["proof"]
    index, size = case["leafIdx"], case["treeSize"]
    if not 0 <= index < size or any(len(one) != 32 for one in [found, *octets(path)]):
        return False  # what the verifier asks before it follows a path
    try:
        return root_by(found, index, size, octets(path)) == root
    except BadProofError:
        return False


@pytest.mark.parametrize("case", vectors("rfc9162-inclusion"), ids=lambda case: case["source"])
def test_an_inclusion_proof_is_judged_as_published(case: dict[str, Any]) -> None:
    assert leads(case) is not case["wantErr"]


def leads_on(case: dict[str, Any]) -> bool:
    old, new = octets([case["root1"] or "", case["root2"] or ""])
    proof = octets(case["proof"])
    if not 0 < case["size1"] <= case["size2"] or {len(one) for one in (old, new, *proof)} != {32}:
        return False
    try:
        return [*roots_by(case["size1"], case["size2"], proof, old)] == [old, new]
    except BadProofError:
        return False


@pytest.mark.parametrize("case", vectors("rfc9162-consistency"), ids=lambda case: case["source"])
def test_a_consistency_proof_is_judged_as_published(case: dict[str, Any]) -> None:
    placeholder = {len(b64decode(case[root] or "")) for root in ("root1", "root2")} == {12}

    assert leads_on(case) is (not case["wantErr"] and not placeholder)


@given(st.lists(st.binary(max_size=80), max_size=70), st.data())
def test_roots_and_proofs_are_those_of_the_other_tree(
    entries: list[bytes], data: st.DataObject
) -> None:
    tree, leaves = Tree(), [leaf(entry) for entry in entries]
    tree.extend(entries)

    assert root_of(leaves) == tree.root()
    if entries:
        index = data.draw(st.integers(0, len(entries) - 1))
        size = data.draw(st.integers(index + 1, len(entries)))
        path = tree.inclusion(index, size)
        assert root_by(leaves[index], index, size, path) == tree.root(size)
        proof, new = tree.consistency(index + 1, size), tree.root(size)
        assert [*roots_by(index + 1, size, proof, tree.root(index + 1))] == [
            tree.root(index + 1),
            new,
        ]


@pytest.mark.parametrize("case", vectors("rfc8785"), ids=lambda case: case["name"])
def test_json_is_canonical_as_published(case: dict[str, Any]) -> None:
    written = case["output"].encode()

    assert jcs(json.loads(case["input"])).encode() == written
    assert canonical(written) == json.loads(written)
    with pytest.raises(BadProofError):
        canonical(written + b" ")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_as_the_library_writes_them(value: float) -> None:
    assert number(value).encode() == rfc8785.dumps(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def judged(reads: Any, written: bytes) -> Any:
    try:
        return reads(written)
    except (BadProofError, ValueError):
        return "not canonical"


@given(VALUES, st.integers(0, 3))
def test_what_is_canonical_here_is_canonical_there(value: Any, spelling: int) -> None:
    spelled = [
        lambda: rfc8785.dumps(value),
        lambda: json.dumps(value).encode(),
        lambda: json.dumps(value, separators=(",", ":"), sort_keys=True).encode(),
        lambda: json.dumps([value], separators=(",", ":"), ensure_ascii=False).encode(),
    ]
    try:
        written = spelled[spelling]()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        written = b""

    here, there = judged(canonical_here, written), judged(canonical, written)

    if isinstance(here, dict | list) or isinstance(there, dict | list):
        assert repr(here) == repr(there)


@pytest.mark.parametrize("depth", [1, 99, 100, 101, 199, 200, 201, 202, 250, 5000])
def test_what_is_too_deep_here_is_too_deep_there(depth: int) -> None:
    for written in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth):
        assert (judged(canonical_here, written) == "not canonical") is (
            judged(canonical, written) == "not canonical"
        )


RFC_8032 = [  # §7.1, tests 1 to 3: key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
            "1cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
            "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
            "984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("key", "text", "signature"), RFC_8032)
def test_a_signature_is_judged_as_the_rfc_says(key: str, text: str, signature: str) -> None:
    raw, said, signed = (bytes.fromhex(one) for one in (key, text, signature))

    assert signed_by(raw, said, signed)
    assert not signed_by(raw, said + b"!", signed)
    assert not signed_by(raw, said, signed[:-1])
    greater = int.from_bytes(signed[32:], "little") + ORDER
    assert not signed_by(raw, said, signed[:32] + greater.to_bytes(32, "little"))


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64), st.integers(0, 128 * 8 - 1))
def test_one_bit_changed_is_refused_by_both(seed: bytes, text: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert signed_by(public, text, signature)

    whole = bytearray(public + signature)
    whole[bit // 8 % 96] ^= 1 << bit % 8
    public, signature = bytes(whole[:32]), bytes(whole[32:])

    assert not signed_by(public, text, signature)
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)


@pytest.mark.parametrize("case", vectors("signed-note"), ids=lambda case: case["origin"])
def test_a_published_note_opens_with_its_published_key(case: dict[str, Any]) -> None:
    assert Key(case["vkey"]).opened(case["note"]) == case["text"]

    with pytest.raises(BadProofError):
        Key(case["vkey"]).opened(case["note"].replace(case["text"][:4], "Xxxx"))


def test_the_example_of_rfc_9901_is_a_disclosure() -> None:
    encoded = b"WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"  # §4.2.1

    assert salted(encoded)
    digest = urlsafe_b64encode(sha256(encoded).digest()).rstrip(b"=")
    assert digest == b"X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"  # §4.2.3


def test_the_one_file_says_what_its_pages_say_and_imports_nothing_but_python() -> None:
    text = joined().decode()
    tree = ast.parse(text)

    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert text.startswith(HEAD)
    assert {name.split(".")[0] for name in imported} <= STANDARD
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(defined) == len(set(defined))
    constants = re.findall(r"^([A-Z_, ]+) = ", text, re.MULTILINE)
    names = [name.strip() for group in constants for name in group.split(",")]
    assert len(names) == len(set(names))


STANDARD = {"argparse", "ast", "base64", "collections", "datetime", "decimal", "hashlib", "json"}
STANDARD |= {"mmap", "pathlib", "re", "struct", "sys", "typing", "uuid", "zlib"}
