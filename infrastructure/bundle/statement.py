"""The signed statement of a short bundle: what it says, and what the whole log says of it."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from uuid import UUID

from griffie.application.dossier.statement import HEAD
from griffie.domain.log.entry import tag
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.reading import is_uuid
from griffie.infrastructure.bundle.proofs import decode_text
from griffie.infrastructure.bundle.whole_log import TAG, WholeLog
from griffie.infrastructure.log.checkpoint import SIZE, Checkpoint, Verifier, open_note

LONGEST = 1 << 22
"""Octets. An inspection of 65,535 events needs a quarter of it."""
_LINE = re.compile(r"stream ([0-9a-f-]{36})((?: [0-9]+)*)\n")

Stated = Mapping[UUID, Sequence[int]]
"""The places of the events of each stream, in the order of their versions, from 0."""


def read_statement(octets: bytes, signer: Verifier, checkpoint: Checkpoint) -> Stated | None:
    """The statement that this key signed over this very log; None for anything else."""
    note = decode_text(octets) if len(octets) <= LONGEST else None
    try:
        text = open_note(note or "", [signer])
    except BadNoteError:
        return None
    root = b64encode(checkpoint.root).decode()
    head = f"{HEAD}\nlog {checkpoint.origin}\nsize {checkpoint.size}\nroot {root}\n"
    if not text.startswith(head):
        return None
    found: dict[UUID, list[int]] = {}
    names: list[str] = []
    at = len(head)
    while line := _LINE.match(text, at):
        spelled = line[2].split()
        if not is_uuid(line[1]) or not all(map(SIZE.fullmatch, spelled)):
            return None
        names.append(line[1])
        found[UUID(line[1])] = [*map(int, spelled)]
        at = line.end()
    ended = at == len(text) and names == sorted({*names})
    return found if ended and _are_apart(found, checkpoint.size) else None


def _are_apart(stated: Stated, size: int) -> bool:
    """Whether the places of each stream rise, lie in the log, and belong to no other stream."""
    every = [place for places in stated.values() for place in places]
    rising = all([*places] == sorted(places) for places in stated.values())
    return bool(stated) and rising and len({*every}) == len(every) and max(every, default=0) < size


def refuting_place(stated: Stated, log: WholeLog) -> int | None:
    """The first place at which the log holds something else than the statement says; else None.

    That is an entry that it lists and that is another, or one of these streams that it does not
    list.
    """
    expected: dict[bytes, int] = {}
    for stream, places in stated.items():
        expected |= {tag(stream, version): at for version, at in enumerate(places, 1)}
        expected[tag(stream, len(places) + 1)] = -1
    listed = {place for place in expected.values() if place >= 0}
    for place in range(len(log)):
        borne = log.entry_at(place)[TAG]
        if (place in listed or borne in expected) and expected.get(borne) != place:
            return place
    return None
