"""Short bundles, as the engine makes them and as somebody with the key of the log would."""

from collections.abc import Mapping
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.dossier.evidence import Piece
from griffie.application.dossier.form import Form
from griffie.application.dossier.statement import STATEMENT, places_of, statement_text
from griffie.domain.housekeeping import looks_stream
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.log.checkpoint import sign_note
from tests.dossier.conftest import Office
from tests.given.bundles import apart
from tests.given.forged_bundle import Forged, Parts, resealed

BEFORE = 3
"""Events of the request that come after the checkpoint of a short bundle: the log went on."""


def earlier(office: Office) -> Forged:
    """The log as it was when its short bundle was made: events of the request follow."""
    ours = office.forged.of(office.request)
    return Forged(office.forged.pieces[: ours[-BEFORE]], office.key, office.origin)


def short(office: Office, log: Forged | None = None, request: UUID | None = None) -> Parts:
    """The short bundle of a request, as the engine makes it."""
    wish = office.wish._replace(form=Form.SHORT)
    return apart((log or earlier(office)).bundle(wish, request or office.request))


def entries_of(log: Forged) -> bytes:
    """The whole log, as somebody holds it."""
    return b"".join(log.log)


def streams_of(request: UUID) -> list[UUID]:
    """The streams of which a bundle of this request shows every event."""
    return [request, looks_stream(request), LOGS]


def places_in(log: Forged, request: UUID) -> dict[UUID, list[int]]:
    """Where the events of a request stand in a log."""
    streams = streams_of(request)
    ours: list[Piece] = [one for one in log.pieces if one.stream in streams]
    return places_of(streams, ours)


def stating(
    office: Office,
    parts: Parts,
    places: Mapping[UUID, list[int]],
    *,
    checkpoint: str | None = None,
    key: Ed25519PrivateKey | None = None,
) -> Parts:
    """A bundle with a statement that somebody wrote, sealed by the key of the log."""
    text = statement_text(checkpoint or parts["checkpoints/new.txt"].decode(), places)
    return saying(office, parts, text, key=key)


def saying(
    office: Office, parts: Parts, text: str, *, key: Ed25519PrivateKey | None = None
) -> Parts:
    """The same with any text under the signature."""
    note = sign_note(text, office.origin, key or office.key)
    return resealed(parts | {STATEMENT: note.encode()}, office.key)
