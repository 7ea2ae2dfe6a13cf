"""Evidence bundles and receipts, for whoever may have them: recorded first, made afterwards."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from griffie.application.access.roles import Account
from griffie.application.dossier.build import NotSignedError, Sources, Wish, of_register, of_request
from griffie.application.dossier.receipt import receipt_of
from griffie.application.dossier.subject import Reader
from griffie.application.dossier.zipped import zipped
from griffie.application.engine import Engine
from griffie.domain.access_events import Export
from griffie.domain.law import Language
from griffie.domain.rights_request import RightsRequest

LARGE = 1 << 16


class Asked(NamedTuple):
    """What a reader may ask for."""

    language: Language
    complete: bool = True
    older: str | int | None = None
    """A checkpoint that they hold, or the size of one that this store signed."""
    opened: bool = False
    """The personal data too. Whether they may, and why, was asked and recorded before."""


def sources(engine: Engine) -> Sources:
    return Sources(engine.evidence, engine.log, engine.vault, partial(engine.pages, engine))


def wish(engine: Engine, account: Account, asked: Asked) -> Wish:
    """Raises NotSignedError."""
    older = asked.older
    if isinstance(older, int):
        older = engine.evidence.signed_at(older)
        if older is None:
            raise NotSignedError
    reader = Reader(account, engine.clock(), asked.language)
    return Wish(reader, asked.complete, older, asked.opened)


def request_bundle(
    engine: Engine, account: Account, request: RightsRequest, asked: Asked
) -> Iterator[bytes]:
    """The octets of the zip of one request. What is wrong is raised now, not while it is sent."""
    wanted = wish(engine, account, asked)
    engine.access_trail.exported(request, Export.DOSSIER, engine.now(account))
    return in_chunks(zipped(of_request(sources(engine), request, wanted)))


def register_bundle(engine: Engine, account: Account, asked: Asked) -> Iterator[bytes]:
    """The same of the whole register; what is wrong with an event is raised when it is read."""
    wanted = wish(engine, account, asked)
    engine.access_trail.exported(None, Export.DOSSIER, engine.now(account))
    return in_chunks(zipped(of_register(sources(engine), wanted)))


def receipt(engine: Engine, request: RightsRequest) -> bytes:
    """A tlog-proof of the arrival of a request. It holds nothing personal."""
    return receipt_of(engine.evidence, engine.log, request.id)


def in_chunks(octets: Iterator[bytes]) -> Iterator[bytes]:
    """Fewer and larger pieces: sending costs by the piece."""
    kept: list[bytes] = []
    size = 0
    for chunk in octets:
        kept.append(chunk)
        size += len(chunk)
        if size >= LARGE:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)
