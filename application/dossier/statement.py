"""The statement of a short bundle: which entries of the log are of its streams, and no others.

It is a signed note of its own, so that it can be kept and compared without the bundle. What it says
and what it does not prove is in docs/decisions/0044-short-dossiers.md.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

from griffie.application.dossier.errors import UnfitEventError
from griffie.application.dossier.evidence import Piece
from griffie.domain.log.entry import tag

STATEMENT = "completeness.note"
"""What its file in a bundle is called."""
HEAD = "griffie-completeness/1"
"""Its first line. In a checkpoint the second line is a number, here it never is."""

Places = Mapping[UUID, Sequence[int]]
"""The places of the events of each stream, in the order of their versions, from 0."""


def places_of(streams: Iterable[UUID], pieces: Iterable[Piece]) -> dict[UUID, list[int]]:
    """Where the events of these streams stand; an empty list for a stream that has none."""
    found: dict[UUID, list[int]] = {stream: [] for stream in streams}
    for piece in sorted(pieces):
        found[piece.stream].append(piece.place)
    return found


def statement_text(checkpoint: str, places: Places) -> str:
    """The text that is signed. `checkpoint` is a signed note of the log."""
    origin, size, root = checkpoint.split("\n", 3)[:3]
    head = f"{HEAD}\nlog {origin}\nsize {size}\nroot {root}\n"
    lines = sorted(" ".join(["stream", str(one), *map(str, at)]) for one, at in places.items())
    return head + "".join(f"{line}\n" for line in lines)


def must_hold(bearing: Callable[[Collection[bytes]], Mapping[int, bytes]], places: Places) -> None:
    """Look into the whole log before the statement is signed over it.

    `bearing` gives, by place, the tags of all entries that bear one of those asked for. Raises
    UnfitEventError where an entry of one of the streams stands elsewhere than it says: an event
    that is gone from the store leaves its entry, and nobody signs that it never was.
    """
    named = {
        place: tag(stream, version)
        for stream, of_stream in places.items()
        for version, place in enumerate(of_stream, 1)
    }
    tags = {*named.values(), *(tag(stream, len(at) + 1) for stream, at in places.items())}
    if bearing(tags) != named:
        raise UnfitEventError(
            "the log holds other events of this request than the store: run the audit"
        )
