"""A person sends the form of the portal: a request that came in today, with its files."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from pydantic import PrivateAttr

from griffie.application.access.roles import PORTAL
from griffie.application.disclosure import Disclosure, FileDisclosure
from griffie.application.engine import Engine
from griffie.application.portal.secret import indexed_as, secret_of
from griffie.application.ports import PORTAL_PAIR
from griffie.application.requests.bodies import Receive
from griffie.application.requests.requests import Once
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest


class Attached(NamedTuple):
    """A file that a person attached, and its size in octets."""

    document: Disclosure
    size: int


def attached(name: str, media_type: str, content: bytes) -> Attached:
    """A file on its way to the vault."""
    return Attached(FileDisclosure(name, media_type, content), len(content))


class ReceiveByPortal(Receive):
    """A request that came by the portal: with its files, and found by its secret code."""

    _id: UUID = PrivateAttr(default_factory=uuid4)
    _files: Sequence[Attached] = PrivateAttr(())
    _secret: str = PrivateAttr("")

    def came_with(self, files: Sequence[Attached], engine: Engine, form_key: str) -> None:
        """Say which files came with it, and by which form."""
        self._files, self._secret = files, secret_of(engine, form_key, self._id)

    def request_id(self) -> UUID:
        """Known before: the secret code follows from it."""
        return self._id

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """The files are documents of the request, in the same breath."""
        add_files(request, self._files, now)

    def disclosures(self) -> Iterator[Disclosure]:
        """The fields, and the files."""
        yield from super().disclosures()
        yield from (one.document for one in self._files)

    def findable(self) -> Iterator[tuple[str, str]]:
        """Who asks, and the secret code with the reference."""
        yield from super().findable()
        yield PORTAL_PAIR, indexed_as(reference(self._id), self._secret)


def add_files(request: RightsRequest, files: Sequence[Attached], now: Occasion) -> None:
    """Record files that the person sent among the documents of a request."""
    for one in files:
        request.add_document(
            now,
            kind=DocumentKind.CORRESPONDENCE,
            document=one.document.sealed,
            size=one.size,
            of_intake=True,
        )


class ReceivedByPortal(NamedTuple):
    """A request, and its secret code, which is shown now and never again."""

    request: RightsRequest
    secret: str


def receive_by_portal(
    engine: Engine, body: ReceiveByPortal, files: Sequence[Attached], form_key: str, mac: str
) -> ReceivedByPortal:
    """Take in a request, once a form: sent again it is the same request with the same secret code.

    `mac` is a keyed digest of everything that was sent. Raises KeyReusedError where the same form
    was sent with something else in it; BadInputError, ContentionError.
    """
    body.came_with(files, engine, form_key)
    once = Once(engine.mac(f"portal\0{form_key}".encode()), mac)
    request = engine.requests.receive(body, engine.now(PORTAL), once)
    return ReceivedByPortal(request, secret_of(engine, form_key, request.id))
