"""What a bundle is about: everything that its pages for people may show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from griffie.application.access.roles import Account
from griffie.application.dossier.evidence import Piece
from griffie.application.dossier.form import Form
from griffie.application.dossier.inspection import InspectionFacts
from griffie.domain.law import Language
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest

Kind = Literal["request", "register", "inspection"]


class Reader(NamedTuple):
    """For whom a bundle is made, when, and in which language."""

    account: Account
    at: datetime
    """With its zone."""
    language: Language


@dataclass(frozen=True)
class BundleSubject:
    """What a page of a bundle may show. For a register it holds no events: there may be too many.

    `opened` are the values behind the digests that were opened for this reader, and no others.
    `profiles` are the controller's profiles in force, by version, in canonical JSON.
    """

    kind: Kind
    reader: Reader
    origin: str
    vkey: str
    checkpoint: str
    size: int
    older: int | None
    """The size of the older checkpoint from which the bundle proves consistency."""
    form: Form
    """How it shows that nothing was left out."""
    request: RightsRequest | None = None
    pieces: Sequence[Piece] = ()
    """The stored events of the request and of its access trail, in the order of the log."""
    events: Sequence[Event] = ()
    """The same events, parsed."""
    opened: Mapping[Sealed, Any] = field(default_factory=dict)
    disclosures: Mapping[Sealed, str] = field(default_factory=dict)
    """The same values as encoded disclosures: salt, name and value."""
    profiles: Mapping[str, bytes] = field(default_factory=dict)
    inspection: InspectionFacts | None = None
    of_each: Sequence["BundleSubject"] = ()
    """Of an inspection: each of its requests, as if it were alone."""

    @property
    def complete(self) -> bool:
        """Whether `entries.bin` is there."""
        return self.form is Form.LONG

    @property
    def stated(self) -> bool:
        """Whether the signed statement is there instead."""
        return self.form is Form.SHORT


Pages = Callable[[BundleSubject], Mapping[str, bytes]]
"""Makes the pages for people: file name, at the top of the bundle, to content."""
