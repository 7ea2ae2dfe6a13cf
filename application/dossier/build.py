"""The parts of a bundle, in the order in which they are written.

Signed first, read afterwards: whatever a bundle shows stands below its checkpoint. The parts of a
request are made at once, so that what cannot be made is said before anything was sent; those of
the register come as they are read.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import rfc8785

from griffie.application.disclosure import KeyErasedError
from griffie.application.dossier.evidence import Evidence, Piece, Safe
from griffie.application.dossier.manifest import with_manifest
from griffie.application.dossier.proofs import lines, tlog_proof
from griffie.application.dossier.subject import Case, Pages, Reader
from griffie.application.dossier.verifier import joined
from griffie.application.dossier.zipped import Part
from griffie.application.ports import Log, LogForkedError
from griffie.domain.errors import NotFoundError, TryAgainError
from griffie.domain.events import RequestReceived
from griffie.domain.housekeeping import looks_stream
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest

VERIFIER = "verify.py"


class UnfitEventError(LogForkedError):
    """What is stored cannot be put into a bundle: run griffie audit."""

    code = "unfit-event"


class StoreMovedOnError(TryAgainError):
    """A history lawfully left the store while the register was read: ask again."""

    code = "moved-on"
    sentence = "A request left the store while the register was read"
    remedy = "ask again"


class NotSignedError(NotFoundError, LookupError):
    """No checkpoint of that size was signed, or the log is shorter."""

    code = "no-checkpoint"
    sentence = "No checkpoint of that size was signed"


class Sources(NamedTuple):
    """Where the contents of a bundle come from."""

    evidence: Evidence
    log: Log
    vault: Safe
    pages: Pages


class Wish(NamedTuple):
    """What a reader may choose."""

    reader: Reader
    complete: bool = True
    """With the whole log, by which it is shown that nothing was left out: 75 octets an entry."""
    older: str | None = None
    """A checkpoint that the reader holds: the bundle then proves that the log leads on from it."""
    opened: bool = False
    """With the personal data, for whoever may see them. The look is recorded by the caller."""


def of_request(sources: Sources, request: RightsRequest, wish: Wish) -> Iterator[Part]:
    """The bundle of one request.

    Raises UnfitEventError, NotSignedError, LogForkedError, KeyUnavailableError, Tampered.
    """
    evidence, log, vault, _ = sources
    checkpoint = log.checkpoint()
    size = size_of(checkpoint)
    streams = (request.id, looks_stream(request.id))
    shown = sorted(piece for stream in streams for piece in evidence.of_stream(stream, size))
    events = [evidence.read(piece) for piece in shown]
    profiles = profiles_of(evidence, events)
    disclosures = disclosed(vault, request.id, shown) if wish.opened else {}
    words = vault.open(request.id) if disclosures else {}
    case = Case(
        kind="request",
        request=request,
        pieces=shown,
        events=events,
        words={digest: words[digest] for digest in disclosures},
        profiles=profiles,
        **checkpointed(sources, checkpoint, wish),
    )
    parts = [
        *beginning(sources, case, wish),
        *profile_parts(profiles),
        Part("events.jsonl", [*map(stored, shown)]),
        Part("index.jsonl", map(indexed, shown)),
        *proofs(log, shown, checkpoint),
        *(Part(f"disclosures/{one}.txt", text.encode()) for one, text in disclosures.items()),
    ]
    facts = facts_of(case, wish) | {"request": str(request.id)}
    return with_manifest([*parts, *ending(sources, case)], facts, log)


def of_register(sources: Sources, wish: Wish) -> Iterator[Part]:
    """The bundle of the whole register: every event there is, and the whole log.

    It opens no personal data and holds no proof for each event: from the whole log the root is made
    again. Raises NotSignedError, LogForkedError; and while it is read, UnfitEventError,
    StoreMovedOnError.
    """
    checkpoint = sources.log.checkpoint()
    case = Case(kind="register", **checkpointed(sources, checkpoint, wish) | {"complete": True})
    parts = [
        *beginning(sources, case, wish),
        Part("events.jsonl", in_pages(sources.evidence, case.size)),
        Part("index.jsonl", in_pages(sources.evidence, case.size, names=True)),
        *ending(sources, case),
    ]
    return with_manifest(parts, facts_of(case, wish), sources.log)


def checkpointed(sources: Sources, checkpoint: str, wish: Wish) -> dict[str, Any]:
    older = size_of(wish.older) if wish.older else None
    size = size_of(checkpoint)
    if older is not None and not 0 < older <= size:
        raise NotSignedError
    return {
        "reader": wish.reader,
        "origin": sources.log.origin,
        "vkey": sources.log.vkey,
        "checkpoint": checkpoint,
        "size": size,
        "older": older,
        "complete": wish.complete,
    }


def facts_of(case: Case, wish: Wish) -> dict[str, Any]:
    account, at, language = case.reader
    return {
        "kind": case.kind,
        "checkpoint": {"old": case.older, "size": case.size},
        "complete": case.complete,
        "opened": wish.opened,
        "language": str(language),
        "made": {"account": account.id, "at": at.isoformat(), "role": str(account.role)},
    }


def beginning(sources: Sources, case: Case, wish: Wish) -> Iterator[Part]:
    yield from (Part(name, content) for name, content in sorted(sources.pages(case).items()))
    yield Part(VERIFIER, joined())
    yield Part("log.vkey", f"{case.vkey}\n".encode())
    yield Part("checkpoints/new.txt", case.checkpoint.encode())
    if wish.older and case.older:
        proof = sources.log.consistency(case.older, case.size).proof
        yield Part("checkpoints/old.txt", wish.older.encode())
        yield Part("checkpoints/consistency.txt", lines(proof).encode())


def ending(sources: Sources, case: Case) -> Iterator[Part]:
    if case.complete:
        yield Part("entries.bin", sources.evidence.entries(case.size))


def profiles_of(evidence: Evidence, events: Sequence[Event]) -> dict[str, bytes]:
    """The profile under which the request is judged; nothing where this store never knew it."""
    named = {event.setting.profile for event in events if isinstance(event, RequestReceived)}
    found = {version: evidence.profile(version) for version in sorted(named)}
    return {version: content for version, content in found.items() if content}


def profile_parts(profiles: Mapping[str, bytes]) -> Iterator[Part]:
    for version, content in profiles.items():
        yield Part(f"profiles/{version.replace('/', '-')}.json", content)


def proofs(log: Log, shown: Sequence[Piece], checkpoint: str) -> Iterator[Part]:
    size = size_of(checkpoint)
    for number, piece in enumerate(shown, 1):
        nodes = log.inclusion(piece.place, size).proof
        yield Part(f"proofs/{number:04d}.tlog-proof", tlog_proof(piece.place, nodes, checkpoint))


def disclosed(vault: Safe, request_id: UUID, shown: Sequence[Piece]) -> dict[Sealed, str]:
    """Those that these events commit to; nothing, once the file was erased."""
    try:
        known = vault.disclosures(request_id)
    except KeyErasedError:
        return {}
    said = b"\n".join(piece.state for piece in shown)
    return {digest: known[digest] for digest in sorted(known) if f'"{digest}"'.encode() in said}


def in_pages(evidence: Evidence, size: int, *, names: bool = False) -> Iterator[bytes]:
    for page in evidence.everything(size):
        yield b"".join(map(indexed if names else stored, page))
    if names and evidence.gone_since(size):
        raise StoreMovedOnError


def stored(piece: Piece) -> bytes:
    if b"\n" in piece.state:
        raise UnfitEventError("an event is not as it was written: run the audit")
    return piece.state + b"\n"


def indexed(piece: Piece) -> bytes:
    place, stream, version, topic, _ = piece
    name: dict[str, str | int] = {"index": place, "stream": str(stream)}
    name |= {"topic": topic, "version": version}
    return rfc8785.dumps(name) + b"\n"


def size_of(checkpoint: str) -> int:
    """The size in a note of ours, whose second line it is."""
    return int(checkpoint.split("\n", 2)[1])
