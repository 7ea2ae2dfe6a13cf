"""The parts of a bundle, in the order in which they are written.

The checkpoint is signed first: everything in a bundle is covered by it. The parts of a request are
all made before the first is sent, so that an error can still be answered. Those of the register are
made while they are sent, because there may be too many.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import rfc8785

from griffie.application.disclosure import KeyErasedError
from griffie.application.dossier.bundle_subject import BundleSubject, Pages, Reader
from griffie.application.dossier.errors import NotSignedError, StoreMovedOnError, UnfitEventError
from griffie.application.dossier.evidence import BundleVault, Evidence, Piece
from griffie.application.dossier.form import Form, usual_form
from griffie.application.dossier.inspection import InspectionFacts
from griffie.application.dossier.manifest import with_manifest
from griffie.application.dossier.proofs import each_once, lines, tlog_proof
from griffie.application.dossier.statement import STATEMENT, must_hold, places_of, statement_text
from griffie.application.dossier.verifier import joined
from griffie.application.dossier.zip_writer import Part
from griffie.application.ports import Log
from griffie.domain.events import RequestReceived
from griffie.domain.housekeeping import looks_stream
from griffie.domain.log.entry import tag
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest
from griffie.domain.upkeep import LOGS

_VERIFIER = "verify.py"


class Sources(NamedTuple):
    """Where the contents of a bundle come from."""

    evidence: Evidence
    log: Log
    vault: BundleVault
    pages: Pages


class Wish(NamedTuple):
    """What the reader chose, resolved: see `BundleOptions`."""

    reader: Reader
    form: Form | None = None
    """How it shows that nothing was left out; None: by the size of the log."""
    older: str | None = None
    """A checkpoint that the reader holds: the bundle proves that the log begins with it."""
    opened: bool = False
    """With the personal data. The caller has checked that they may be seen, and recorded it."""


def request_bundle(sources: Sources, request: RightsRequest, wish: Wish) -> Iterator[Part]:
    """The bundle of one request.

    Raises UnfitEventError, NotSignedError, LogForkedError, KeyUnavailableError, TamperedError.
    """
    checkpoint = sources.log.checkpoint()
    subject = _of_one(sources, request, checkpoint, wish)
    parts = [*_first_parts(sources, subject, wish), *_event_parts(sources, subject)]
    facts = _facts_of(subject, wish) | {"request": str(request.id)}
    return with_manifest([*parts, *_last_parts(sources, subject)], facts, sources.log)


def inspection_bundle(
    sources: Sources, requests: Sequence[RightsRequest], inspection: InspectionFacts, wish: Wish
) -> Iterator[Part]:
    """The bundle of several requests, in one log and under one signature: for an inspection.

    It holds every profile that was ever in force, and is long or short, never bare. Raises the same
    as `request_bundle`.
    """
    if wish.form is Form.BARE:
        wish = wish._replace(form=None)
    checkpoint = sources.log.checkpoint()
    each = [_of_one(sources, request, checkpoint, wish) for request in requests]
    told = sorted(
        (pair for one in each for pair in zip(one.pieces, one.events, strict=True)),
        key=lambda pair: pair[0].place,
    )
    subject = BundleSubject(
        kind="inspection",
        pieces=[piece for piece, _ in told],
        events=[event for _, event in told],
        disclosures={name: text for one in each for name, text in one.disclosures.items()},
        profiles={name: content for one in each for name, content in one.profiles.items()},
        inspection=inspection,
        of_each=each,
        **_checkpoint_facts(sources, checkpoint, wish),
    )
    parts = [
        *_first_parts(sources, subject, wish),
        *_event_parts(sources, subject),
        *_other_profiles(sources.evidence, subject.profiles),
    ]
    facts = _facts_of(subject, wish) | {"requests": [str(one.id) for one in requests]}
    return with_manifest([*parts, *_last_parts(sources, subject)], facts, sources.log)


def register_bundle(sources: Sources, wish: Wish) -> Iterator[Part]:
    """The bundle of the whole register: every event and the whole log, no personal data.

    It holds no proof for each event: the root is computed from the whole log. Raises
    NotSignedError, LogForkedError; while the parts are read, UnfitEventError, StoreMovedOnError.
    """
    checkpoint = sources.log.checkpoint()
    subject = BundleSubject(
        kind="register", **_checkpoint_facts(sources, checkpoint, wish) | {"form": Form.LONG}
    )
    parts = [
        *_first_parts(sources, subject, wish),
        Part("events.jsonl", _in_pages(sources.evidence, subject.size)),
        Part("index.jsonl", _in_pages(sources.evidence, subject.size, names=True)),
        *_last_parts(sources, subject),
    ]
    return with_manifest(parts, _facts_of(subject, wish), sources.log)


def _of_one(sources: Sources, request: RightsRequest, checkpoint: str, wish: Wish) -> BundleSubject:
    """What a bundle shows of one request: its events and those of its looks, opened if wished."""
    evidence, size = sources.evidence, size_of(checkpoint)
    streams = (request.id, looks_stream(request.id))
    shown = sorted(piece for stream in streams for piece in evidence.of_stream(stream, size))
    events = [evidence.read(piece) for piece in shown]
    disclosures = _disclosures_of(sources.vault, request, shown) if wish.opened else {}
    opened = sources.vault.open(request.id) if disclosures else {}
    return BundleSubject(
        kind="request",
        request=request,
        pieces=shown,
        events=events,
        disclosures=disclosures,
        opened={digest: opened[digest] for digest in disclosures},
        profiles=_profiles_of(evidence, events),
        **_checkpoint_facts(sources, checkpoint, wish),
    )


def _event_parts(sources: Sources, subject: BundleSubject) -> Iterator[Part]:
    """What the verifiers read of events: profiles, events, their names, proofs, what was opened."""
    shown = _shown(sources, subject)
    yield from _profile_parts("profiles", subject.profiles)
    yield Part("events.jsonl", [*map(_event_line, shown)])
    yield Part("index.jsonl", map(_index_line, shown))
    yield from _proofs(sources.log, shown, subject.checkpoint)
    for digest, text in subject.disclosures.items():
        yield Part(f"disclosures/{digest}.txt", text.encode())


def _shown(sources: Sources, subject: BundleSubject) -> Sequence[Piece]:
    """The events of a bundle: those of its requests, and which logs this one continues."""
    if not subject.pieces:
        return ()
    return sorted([*subject.pieces, *sources.evidence.of_stream(LOGS, subject.size)])


def _other_profiles(evidence: Evidence, known: Mapping[str, bytes]) -> Iterator[Part]:
    """The profiles under which none of the requests came in: no event here names them."""
    every = {name: evidence.profile(name) for name in evidence.profiles() if name not in known}
    return _profile_parts("profile-history", {name: one for name, one in every.items() if one})


def _checkpoint_facts(sources: Sources, checkpoint: str, wish: Wish) -> dict[str, Any]:
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
        "form": wish.form or usual_form(size),
    }


def _facts_of(subject: BundleSubject, wish: Wish) -> dict[str, Any]:
    account, at, language = subject.reader
    return {
        "kind": subject.kind,
        "checkpoint": {"old": subject.older, "size": subject.size},
        "complete": subject.complete,
        "opened": wish.opened,
        "language": str(language),
        "made": {"account": account.id, "at": at.isoformat(), "role": str(account.role)},
    }


def _first_parts(sources: Sources, subject: BundleSubject, wish: Wish) -> Iterator[Part]:
    yield from (Part(name, content) for name, content in sorted(sources.pages(subject).items()))
    yield Part(_VERIFIER, joined())
    yield Part("log.vkey", f"{subject.vkey}\n".encode())
    yield Part("checkpoints/new.txt", subject.checkpoint.encode())
    if wish.older and subject.older:
        proof = sources.log.consistency(subject.older, subject.size).proof
        yield Part("checkpoints/old.txt", wish.older.encode())
        yield Part("checkpoints/consistency.txt", lines(proof).encode())


def _last_parts(sources: Sources, subject: BundleSubject) -> Iterator[Part]:
    entries = sources.evidence.entries
    if subject.form is Form.LONG:
        tags = {tag(piece.stream, piece.version) for piece in _shown(sources, subject)}
        yield Part("entries.bin", each_once(entries(subject.size), tags))
    if subject.form is Form.SHORT:
        places = places_of(_streams(subject), _shown(sources, subject))
        must_hold(partial(sources.evidence.bearing, size=subject.size), places)
        text = statement_text(subject.checkpoint, places)
        yield Part(STATEMENT, sources.log.attest(text).encode())


def _streams(subject: BundleSubject) -> set[UUID]:
    """The streams of which a bundle shows every event."""
    requests = [one.request.id for one in subject.of_each or [subject] if one.request]
    return {*requests, *map(looks_stream, requests), LOGS}


def _profiles_of(evidence: Evidence, events: Sequence[Event]) -> dict[str, bytes]:
    """The profile under which the request is judged, as JSON; left out where it is not stored."""
    named = {event.setting.profile for event in events if isinstance(event, RequestReceived)}
    found = {version: evidence.profile(version) for version in sorted(named)}
    return {version: content for version, content in found.items() if content}


def _profile_parts(folder: str, profiles: Mapping[str, bytes]) -> Iterator[Part]:
    for version, content in profiles.items():
        yield Part(f"{folder}/{version.replace('/', '-')}.json", content)


def _proofs(log: Log, shown: Sequence[Piece], checkpoint: str) -> Iterator[Part]:
    size = size_of(checkpoint)
    for number, piece in enumerate(shown, 1):
        nodes = log.inclusion(piece.place, size).proof
        yield Part(f"proofs/{number:04d}.tlog-proof", tlog_proof(piece.place, nodes, checkpoint))


def _disclosures_of(
    vault: BundleVault, request: RightsRequest, shown: Sequence[Piece]
) -> dict[Sealed, str]:
    """The encoded disclosures that these events commit to; empty once the file was erased.

    Without what may not be told: that leaves the house with no bundle.
    """
    try:
        known = vault.disclosures(request.id)
    except KeyErasedError:
        return {}
    said = b"\n".join(piece.state for piece in shown)
    told = sorted(known.keys() - {*request.findings})
    return {digest: known[digest] for digest in told if f'"{digest}"'.encode() in said}


def _in_pages(evidence: Evidence, size: int, *, names: bool = False) -> Iterator[bytes]:
    for page in evidence.everything(size):
        yield b"".join(map(_index_line if names else _event_line, page))
    if names and evidence.gone_since(size):
        raise StoreMovedOnError


def _event_line(piece: Piece) -> bytes:
    if b"\n" in piece.state:
        raise UnfitEventError("an event is not as it was written: run the audit")
    return piece.state + b"\n"


def _index_line(piece: Piece) -> bytes:
    place, stream, version, topic, _ = piece
    name: dict[str, str | int] = {"index": place, "stream": str(stream)}
    name |= {"topic": topic, "version": version}
    return rfc8785.dumps(name) + b"\n"


def size_of(checkpoint: str) -> int:
    """The number of entries in a signed checkpoint: its second line."""
    return int(checkpoint.split("\n", 2)[1])
