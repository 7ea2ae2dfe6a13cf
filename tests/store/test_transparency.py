"""The running log proves what it says, and signs nothing that it could not prove later."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from griffie.application.ports import LogForkedError
from griffie.domain.log.entry import ENTRY_SIZE, entry, event_hash, leaf_hash, tag
from griffie.domain.log.tree import EMPTY, OutOfRangeError, is_consistent, is_included
from griffie.infrastructure.log.canonical import read_canonical
from griffie.infrastructure.log.checkpoint import Verifier, verify_checkpoint
from griffie.infrastructure.log.transparency import TransparencyLog
from tests.given.small_store import KEY, ORIGIN, REQUESTS, SmallStore, story

VECTORS = Path(__file__).parents[1] / "vectors" / "rfc8785.json"
STREAM = UUID("0123abcd-4567-489a-bcde-f00112233445")


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    return story(tmp_path / "griffie.db")


@pytest.fixture
def log(store: SmallStore) -> TransparencyLog:
    return TransparencyLog(store, origin=ORIGIN, key=KEY)


def test_an_entry_is_seventy_five_bytes_as_openssl_would_hash_them() -> None:
    logged = entry(STREAM, 3, "DeadlineExtended", b'{"at":"2026-03-05"}')

    # The three hashes below were made with `openssl dgst -sha256`.
    assert len(logged) == ENTRY_SIZE
    assert logged[:11] == b"griffie/v1\n"
    assert logged[11:43] == tag(STREAM, 3)
    assert logged[43:] == event_hash(STREAM, 3, "DeadlineExtended", b'{"at":"2026-03-05"}')
    assert (
        tag(STREAM, 3).hex() == "7686f36e753a890e7c2cebddacaff7e6c5005e88ce5bc1343a9e861b40348d01"
    )
    assert logged[43:].hex() == "085699979513b98e1acd4b939e4908d20cb29517046f14dd7f24acad0f829464"
    assert (
        leaf_hash(logged).hex()
        == "09bd357917849d73bb06e5026b0611de9bd43d91d026cc748473adb97089f91b"
    )


def test_every_entry_proves_to_a_stranger_that_it_is_under_the_signed_root(
    log: TransparencyLog, store: SmallStore
) -> None:
    signed = verify_checkpoint(log.checkpoint(), ORIGIN, Verifier.read(log.vkey).key)

    assert signed.size == log.size() == 32
    for index, (_, logged) in enumerate(store.logged_from(1, 100)):
        proof = log.inclusion(index, signed.size)
        assert proof.entry_hash == log.entry_hash_at(index) == leaf_hash(logged)
        assert proof.root == signed.root
        assert is_included(leaf_hash(logged), index, signed.size, proof.proof, signed.root)


def test_the_log_proves_that_it_only_grew_between_any_two_sizes(log: TransparencyLog) -> None:
    for new in range(1, 33):
        for old in range(1, new + 1):
            proof = log.consistency(old, new)
            assert is_consistent(old, new, proof.old_root, proof.root, proof.proof)


def test_a_checkpoint_is_kept_once_and_given_again_while_nothing_is_added(
    log: TransparencyLog, store: SmallStore
) -> None:
    store.write(REQUESTS[0])

    first, again = log.checkpoint(), log.checkpoint()

    assert first == again == store.checkpoints()[-1]
    assert len(store.checkpoints()) == 3


def test_what_another_process_appended_and_signed_is_taken_in(
    log: TransparencyLog, store: SmallStore
) -> None:
    log.checkpoint()
    store.write(REQUESTS[0])
    theirs = store.sign()

    assert log.checkpoint() == theirs
    assert log.inclusion(32, 33).root == verify_checkpoint(theirs, ORIGIN, KEY.public_key()).root


def test_an_empty_log_has_a_checkpoint_and_proves_nothing(tmp_path: Path) -> None:
    log = TransparencyLog(SmallStore(tmp_path / "griffie.db"), origin=ORIGIN, key=KEY)

    assert verify_checkpoint(log.checkpoint(), ORIGIN, KEY.public_key())[1:] == (0, EMPTY)
    with pytest.raises(OutOfRangeError):
        log.inclusion(0, 0)


def test_a_log_of_several_pages_is_the_same_log(
    log: TransparencyLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = log.checkpoint()

    for page in (2, 3, 16, 32, 33):
        monkeypatch.setattr("griffie.infrastructure.log.transparency.PAGE", page)
        assert TransparencyLog(log._store, origin=ORIGIN, key=KEY).checkpoint() == whole


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0), (0, 33), (32, 33)])
def test_no_inclusion_is_proved_out_of_range(log: TransparencyLog, index: int, size: int) -> None:
    with pytest.raises(OutOfRangeError):
        log.inclusion(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5), (1, 33)])
def test_no_consistency_is_proved_out_of_range(log: TransparencyLog, old: int, new: int) -> None:
    with pytest.raises(OutOfRangeError):
        log.consistency(old, new)


@pytest.mark.parametrize("index", [-1, 32])
def test_no_entry_is_given_out_of_range(log: TransparencyLog, index: int) -> None:
    with pytest.raises(OutOfRangeError):
        log.entry_hash_at(index)


# It would be a fork: nothing is signed.


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE log SET entry = zeroblob(75) WHERE position = 3",
        "UPDATE log SET entry = zeroblob(75) WHERE position = 32",
        "DELETE FROM log WHERE position = 3",
        "DELETE FROM log WHERE position > 25",
        "DELETE FROM log",
        "UPDATE checkpoints SET note = replace(note, '32', '31') WHERE size = 32",
        "UPDATE checkpoints SET note = 'nothing' WHERE size = 32",
    ],
)
def test_a_log_that_does_not_lead_from_its_own_checkpoint_is_not_signed(
    log: TransparencyLog, store: SmallStore, damage: str
) -> None:
    store.db.execute(damage)
    before = store.checkpoints()

    with pytest.raises(LogForkedError):
        log.checkpoint()

    store.write(REQUESTS[0])
    with pytest.raises(LogForkedError):
        log.checkpoint()
    assert store.checkpoints() == before


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM log WHERE position > 25",
        "DELETE FROM log",
        "UPDATE log SET entry = zeroblob(75) WHERE position = 32",
    ],
)
def test_a_tail_that_changes_under_a_running_log_is_noticed_before_anything_is_proved(
    log: TransparencyLog, store: SmallStore, damage: str
) -> None:
    log.size()

    store.db.execute(damage)
    store.db.execute("DELETE FROM checkpoints")

    for question in (log.checkpoint, log.size, lambda: log.inclusion(0, 1)):
        with pytest.raises(LogForkedError):
            question()
    assert store.checkpoints() == []


def test_a_new_key_does_not_continue_the_log_of_an_old_one(store: SmallStore) -> None:
    log = TransparencyLog(store, origin=ORIGIN, key=Ed25519PrivateKey.generate())

    with pytest.raises(LogForkedError, match="not of this log"):
        log.checkpoint()


def test_many_threads_get_the_same_answers(log: TransparencyLog, store: SmallStore) -> None:
    alone = TransparencyLog(store, origin=ORIGIN, key=KEY)
    questions = [(index, size) for size in range(1, 33) for index in range(size)]

    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda question: log.inclusion(*question), questions))

    assert answers == [alone.inclusion(*question) for question in questions]


# Canonical bytes: the quick judgement is the judgement of the library.


def library(stored: bytes) -> bool:
    try:
        return bool(rfc8785.dumps(json.loads(stored)) == stored)
    except (ValueError, TypeError, RecursionError):
        return False


def ours(stored: bytes) -> bool:
    try:
        read_canonical(stored)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text())["cases"], ids=lambda c: c["name"])
def test_published_canonical_json_is_canonical_and_what_it_came_from_is_not(
    case: dict[str, str],
) -> None:
    assert ours(case["output"].encode())
    assert not ours(case["input"].encode())


numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([2**53 - 1, 2**53, -(2**53), 1e21]))
scalars = st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=4))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
)


@given(values, st.booleans(), st.booleans(), st.sampled_from([(",", ":"), (", ", ": ")]))
def test_json_in_any_spelling_is_judged_as_the_library_judges_it(
    value: object,
    sort: bool,  # noqa: FBT001 - Hypothesis gives it
    escaped: bool,  # noqa: FBT001
    separators: tuple[str, str],
) -> None:
    spelled = json.dumps(value, sort_keys=sort, ensure_ascii=escaped, separators=separators)
    stored = spelled.encode(errors="surrogatepass")

    assert ours(stored) is library(stored)


@given(values)
def test_what_the_library_writes_is_canonical_and_read_back_whole(value: object) -> None:
    try:
        stored = rfc8785.dumps(value)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        reject()
    # A whole float of 2**53 or more is written as digits that the library itself refuses to read.
    assume(library(stored))

    assert read_canonical(stored) == json.loads(stored)


@pytest.mark.parametrize(
    "stored",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'[{"b":1,"a":1}]',
        b'{"a":1.0}',
        b'{"a":-0}',
        b'{"a":1e5}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":1}\n',
        b'\xef\xbb\xbf{"a":1}',
        b"",
        b"[" * 5000,
    ],
)
def test_another_spelling_is_not_canonical(stored: bytes) -> None:
    assert not ours(stored)
