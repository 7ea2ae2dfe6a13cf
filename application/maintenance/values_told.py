"""Which sealed values a stream should have, by its events: for an audit of the vault.

The events are read as they stand, so that a damaged one hides nothing of the others. What of a
value is there, and what was lawfully destroyed, follows from the events alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import compile as regex
from typing import Any

from pydantic_core import from_json

from griffie.application.disclosure import Tier
from griffie.domain.events import (
    CopiesDestroyed,
    DocumentAdded,
    IdentityEvidenceDestroyed,
    PersonalDataErased,
    PersonSearched,
    RequestReceived,
    SearchWordsErased,
)
from griffie.domain.request.vocabulary import DocumentKind

_DIGEST = regex("[A-Za-z0-9_-]{43}")
TIERS = {
    DocumentKind.IDENTITY_EVIDENCE: Tier.IDENTITY,
    DocumentKind.DELIVERED_COPY: Tier.COPIES,
    DocumentKind.CORRESPONDENCE: Tier.CORRESPONDENCE,
}
"""How long a document is kept, by what it is. All else that is sealed is correspondence."""
_DESTROYED = {IdentityEvidenceDestroyed.TOPIC: Tier.IDENTITY, CopiesDestroyed.TOPIC: Tier.COPIES}


@dataclass(slots=True)
class ValuesTold:
    """What the events of a stream say of its sealed values."""

    named: dict[str, Tier] = field(default_factory=dict)
    """Every digest that an event names, and the tier of its value."""
    gone: set[str] = field(default_factory=set)
    """Those that an event says were destroyed while the file was kept."""
    tiers_gone: set[Tier] = field(default_factory=set)
    """The tiers of which something was destroyed in this way."""
    erased: bool = False
    """Whether the whole file was erased."""
    events_decide: bool = False
    """Whether an event tells of each erasure: of a request, and of the searches of a month."""

    @property
    def living(self) -> dict[str, Tier]:
        """The digests whose values must be there."""
        if self.erased:
            return {}
        return {one: tier for one, tier in self.named.items() if one not in self.gone}


def values_told(events: Iterable[tuple[str, bytes]]) -> ValuesTold:
    """The same of a stream, from topic and stored bytes of each event, in order."""
    told = ValuesTold()
    for topic, state in events:
        try:
            data = from_json(state)["data"]
        except (ValueError, TypeError, LookupError):  # the audit of the events says so
            continue
        _hear(told, topic, data)
    return told


def _hear(told: ValuesTold, topic: str, data: Any) -> None:
    tier = Tier.CORRESPONDENCE
    if topic == DocumentAdded.TOPIC and isinstance(data, dict):
        tier = TIERS.get(_kind(data), tier)
    digests = list(_digests(data))
    for digest in digests:
        told.named.setdefault(digest, tier)
    if topic in _DESTROYED:
        told.gone.update(digests)
        told.tiers_gone.add(_DESTROYED[topic])
    told.erased |= topic in {PersonalDataErased.TOPIC, SearchWordsErased.TOPIC}
    told.events_decide |= topic in {RequestReceived.TOPIC, PersonSearched.TOPIC}


def _kind(data: dict[str, Any]) -> DocumentKind:
    try:
        return DocumentKind(data["kind"])
    except (LookupError, ValueError):
        return DocumentKind.CORRESPONDENCE


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _DIGEST.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _digests(one)
    elif isinstance(value, list):
        for one in value:
            yield from _digests(one)
