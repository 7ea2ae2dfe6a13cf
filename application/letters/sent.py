"""Letters as they were sent: what the history says of each, and the one that closed a request."""

from collections.abc import Mapping
from typing import Any

from griffie.application.letters.letter import LetterKind
from griffie.domain.events import RequesterInformed
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Letter
from griffie.domain.rights_request import RightsRequest

_RECORDED_AS = {
    LetterKind.ANSWER: frozenset({Letter.ANSWER, Letter.REFUSAL}),
    LetterKind.REFUSAL: frozenset({Letter.ANSWER, Letter.REFUSAL}),
    LetterKind.RESTRICTION_LIFT: frozenset({Letter.RESTRICTION_LIFT}),
}


def letters_of(request: RightsRequest) -> tuple[RequesterInformed, ...]:
    """What the requester was told, in the order in which it was recorded."""
    return tuple(one for one in request.kept_events if isinstance(one, RequesterInformed))


def as_sent(request: RightsRequest, kind: LetterKind) -> RequesterInformed | None:
    """The last letter of this kind of a request that is closed; none while it is open.

    Of two kinds that answer, the one that was asked for goes before the other.
    """
    if not request.outcome:
        return None
    fitting = [one for one in letters_of(request) if one.kind in _RECORDED_AS.get(kind, ())]
    fitting.sort(key=lambda one: (one.kind.value == kind.value, one.sent_on))
    return fitting[-1] if fitting else None


def words_of(sent: RequesterInformed, opened: Mapping[Sealed, Any]) -> str | None:
    """The text of a letter as it was sent, where it was kept."""
    words = opened.get(sent.text) if sent.text else None
    return str(words) if words else None
