"""A log entry is what the page of the interface says, byte for byte, and says nothing else."""

from hashlib import sha256
from uuid import UUID, uuid5

from griffie.domain.housekeeping import looks_stream
from griffie.domain.log.entry import as_octets, entry, event_hash, leaf_hash, tag

STREAM = UUID("0d4f1c52-7c0e-4d0b-9a53-2f0f3a5f6b11")
STATE = b'{"data":{},"nonce":"AAAA"}'


def test_an_entry_is_a_prefix_a_tag_and_a_hash_of_the_stored_bytes() -> None:
    tagged = sha256(b"griffie-tag/v1\0" + STREAM.bytes + (7).to_bytes(8, "big")).digest()
    head = f"griffie-event/1\n{STREAM}\n7\nRightGranted\n".encode()

    found = entry(STREAM, 7, "RightGranted", STATE)

    assert found == b"griffie/v1\n" + tagged + sha256(head + STATE).digest()
    assert len(found) == 75
    assert found[11:43] == tag(STREAM, 7)
    assert found[43:] == event_hash(STREAM, 7, "RightGranted", STATE)
    assert leaf_hash(found) == sha256(b"\0" + found).digest()


def test_what_is_no_octets_is_no_entry() -> None:
    forged: list[object] = ["text", None, 7]

    assert as_octets(b"octets") == b"octets"
    assert [as_octets(one) for one in forged] == [b"", b"", b""]  # type: ignore[arg-type]


def test_looks_stand_in_a_stream_of_their_own_for_each_request() -> None:
    space = UUID("6f1d3c52-7c0e-5d0b-9a53-2f0f3a5f6b11")

    assert looks_stream(STREAM) == uuid5(space, f"looks/{STREAM}")
    assert looks_stream(STREAM) != STREAM
    assert looks_stream(STREAM) != looks_stream(UUID(int=1))
