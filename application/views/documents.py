"""The documents of a request: which there are, without names; and the octets of one."""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import Field

from griffie.application.ports import LogLine
from griffie.application.views.answer import AnswerModel, Instant
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.steps.intake import DocumentAdded


class DocumentShown(AnswerModel):
    """A document, named by its digest. Its name is personal: it comes with its octets."""

    document: str = Field(description="Its digest: the last part of its address.")
    kind: DocumentKind
    size: int = Field(description="Octets.")
    of_intake: bool = Field(description="The message itself brought it along.")
    recorded_at: Instant
    actor: str


class Documents(AnswerModel):
    """The documents of a request, in the order in which they were added."""

    items: list[DocumentShown]


_PIECE = 4 * (1 << 16)
"""Characters of Base64 that are decoded at a time: a multiple of four."""


class OpenedDocument(NamedTuple):
    """A document as it was put into the vault."""

    name: str
    media_type: str
    content: str
    """Its octets in Base64, as they were sealed."""

    @property
    def size(self) -> int:
        """How many octets it has."""
        return len(self.content) // 4 * 3 - self.content[-2:].count("=")

    @property
    def octets(self) -> bytes:
        """All of them at once."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Its octets in their order, each piece decoded when it is asked for."""
        for start in range(0, len(self.content), _PIECE):
            yield b64decode(self.content[start : start + _PIECE])


def documents_shown(lines: Iterable[LogLine]) -> Documents:
    """The documents that the events of a request tell of; what was erased since stands here too."""
    return Documents(
        items=[
            DocumentShown(
                document=line.stored["data"]["document"],
                kind=line.stored["data"]["kind"],
                size=line.stored["data"]["size"],
                of_intake=line.stored["data"].get("of_intake", False),
                recorded_at=line.stored["at"],
                actor=line.stored["actor"],
            )
            for line in lines
            if line.stored is not None and line.topic == DocumentAdded.TOPIC
        ]
    )


def opened_document(opened: Mapping[Sealed, Any], document: Sealed) -> OpenedDocument | None:
    """The document among opened values; None where it was erased."""
    if (value := opened.get(document)) is None:
        return None
    return OpenedDocument(value["name"], value["media_type"], value["content"])
