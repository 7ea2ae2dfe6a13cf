"""What another program hands on for a person: a request with its message among the documents.

Its id follows from what the other side calls it, so that no table joins the two.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Disclosure, KeyErasedError
from griffie.application.engine import Engine
from griffie.application.portal.receive import Attached, add_files, attached
from griffie.application.portal.words_sent import About, as_file, join_words
from griffie.application.requests.bodies import Receive
from griffie.application.requests.commands import command
from griffie.application.views.documents import opened_document
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest


class ReceiveHandedOn(Receive):
    """What another program hands on, with its message among the documents."""

    _id: UUID = PrivateAttr()
    _files: Sequence[Attached] = PrivateAttr(())

    def came_as(self, request_id: UUID, name: str, media_type: str, octets: bytes) -> None:
        """Say under which id it is opened, and which octets came."""
        self._id, self._files = request_id, [attached(name, media_type, octets)]

    def request_id(self) -> UUID:
        """Known before: it follows from that of the other side."""
        return self._id

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """The message is a document of the request, in the same breath."""
        add_files(request, self._files, now)

    def disclosures(self) -> Iterator[Disclosure]:
        """The fields, and the message."""
        yield from super().disclosures()
        yield from (one.document for one in self._files)


def id_of(engine: Engine, *named: str) -> UUID:
    """The id of the request that somebody else calls so: it tells nothing of the name."""
    mac = engine.mac("\0".join(named).encode())
    return UUID(bytes=bytes.fromhex(mac)[:16], version=4)


def message_of(engine: Engine, request: RightsRequest, media_type: str) -> dict[str, Any] | None:
    """The message with which a request came, as JSON; None where it came otherwise, or was erased.

    Raises KeyUnavailableError.
    """
    sealed = next(iter(request.documents), None)
    if sealed is None:
        return None
    with suppress(KeyErasedError):
        opened = opened_document(engine.vault.open(request.id, [sealed]), sealed)
        if opened is not None and opened.media_type == media_type:
            said: dict[str, Any] = json.loads(opened.octets)
            return said
    return None


def take_back(engine: Engine, request: RightsRequest, account: Account, words: str) -> None:
    """The other side takes it back: it is withdrawn, or filed where two persons see to that.

    Raises BadInputError, ContentionError.
    """
    now, step = engine.now(account), RightsRequest.withdraw
    said = Disclosure("words", words)
    taken = command(step, rights=tuple(request.claims), on=now.today.isoformat(), words=said)
    try:
        engine.requests.take(request.id, taken, now)
    except OutOfOrderError:
        join_words(engine, request, About.MORE, [as_file(words)], by=account)
