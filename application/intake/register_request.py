"""A request that is no mail (by post, telephone, in person), as the operator registers it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from griffie.application.access.purposes import Stated
from griffie.application.access.roles import OPERATOR
from griffie.application.access.searches import Search
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.engine import Engine
from griffie.application.requests.commands import Receive
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.searches import SearchedBy

WHY_LOOKED = "Registered a request of the same person."


class Paper(NamedTuple):
    """A file that came with a request: its name, media type and octets."""

    name: str
    media_type: str
    content: bytes


def read_paper(path: Path, media_type: str) -> Paper:
    """A file as it is on disk. Raises OSError, BadInputError where it is empty or too large."""
    if path.stat().st_size > LARGEST_DOCUMENT:
        raise BadInputError("file", f"more than {LARGEST_DOCUMENT >> 20} MiB")
    content = path.read_bytes()
    if not content:
        raise BadInputError("file", "empty")
    return Paper(path.name, media_type, content)


def register_request(engine: Engine, body: Receive, papers: Sequence[Paper]) -> RightsRequest:
    """Take the request in, and file what came with it.

    Raises BadInputError, ContentionError; a stop between the papers leaves the request with those
    that were filed before.
    """
    now = engine.now(OPERATOR)
    request = engine.requests.receive(body, now)
    for one in papers:
        document = FileDisclosure(one.name, one.media_type, one.content)
        kind, size = DocumentKind.CORRESPONDENCE, len(one.content)
        request = engine.requests.add_document(
            request.id, engine.now(OPERATOR), kind, document, size, of_intake=True
        )
    return request


def open_requests_of(engine: Engine, body: Receive, besides: UUID) -> list[RightsRequest]:
    """The other open requests in which this name or address stands. Each is a recorded look."""
    found: set[UUID] = set()
    for kind, value in body.findable():
        hits = engine.vault.find(kind, value)
        found.update(hits)
        search, shown = Search(SearchedBy(kind), value, registering=True), {*hits} - {besides}
        why = Stated(LookPurpose.HANDLE_REQUEST)
        engine.searches.record(search, len(shown), why, engine.now(OPERATOR))
    known = (engine.requests.load(one) for one in sorted(found - {besides}, key=str))
    still_open = sorted(
        (one for one in known if one.outcome is None), key=lambda one: one.received_on
    )
    for one in still_open:
        why = Stated(LookPurpose.HANDLE_REQUEST, Disclosure("reason", WHY_LOOKED))
        engine.requests.reveal(one, engine.now(OPERATOR), why)
    return still_open
