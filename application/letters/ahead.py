"""What the requester would read if a step were taken: the letter after it, less the letter before.

Both letters are written by `compose.letter`, so that what a colleague decides and what a person
reads cannot drift apart. Nothing of the file is opened: only the words of the step itself are
known, and everything else is a gap in both letters.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Disclosure
from griffie.application.letters.compose import letter
from griffie.application.letters.letter import ComposedLetter, LetterKind, Paragraph
from griffie.domain import events
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.clarification import ClarificationAsked
from griffie.domain.steps.extension import DeadlineExtended

_LETTER_OF: Mapping[type[Event], LetterKind] = {
    events.ReceiptAcknowledged: LetterKind.ACKNOWLEDGEMENT,
    events.IdentityDoubted: LetterKind.IDENTITY,
    ClarificationAsked: LetterKind.CLARIFICATION,
    DeadlineExtended: LetterKind.EXTENSION,
    events.FeeProposed: LetterKind.FEE,
}
"""The events that are told by a letter of their own; what others change stands in the answer."""


def letter_of(kind: type[Event]) -> LetterKind:
    """The letter in which an event of this kind is told."""
    return next((told for one, told in _LETTER_OF.items() if issubclass(kind, one)), _ANSWER)


_ANSWER = LetterKind.ANSWER


def would_be_told(  # noqa: PLR0917 - what two letters are made of
    before: RightsRequest,
    after: RightsRequest,
    history: Iterable[Any],
    profile: ControllerProfile,
    disclosures: Iterable[Disclosure],
    on: date,
) -> tuple[str, ...]:
    """The new paragraphs of the letter, in the requester's language; empty where nothing is told.

    `after` has the events of the step pending, `history` holds those before it, `disclosures` are
    the words of the step; `on` is the day of the letter, in Brussels.
    """
    new: list[Any] = list(after.pending_events)
    past = list(history)
    if not new:
        return ()
    kind = letter_of(type(new[0]))
    opened = {one.sealed: one.value for one in disclosures}
    spoken = profile.languages.spoken(after.language)

    def written(request: RightsRequest, told: list[Any]) -> ComposedLetter | None:
        try:
            return letter(request, told, profile, kind, spoken, opened, on=on)
        except OutOfOrderError:
            return None

    known = set(_texts(written(before, past)))
    return tuple(said for said in _texts(written(after, [*past, *new])) if said not in known)


def _texts(composed: ComposedLetter | None) -> Iterator[str]:
    """The paragraphs of what a letter is about: without its opening, which every letter has."""
    for section in composed.sections[1:] if composed else ():
        for paragraph in section.paragraphs:
            yield _text(paragraph)


def _text(paragraph: Paragraph) -> str:
    """A paragraph as running text: its items and typed words follow it."""
    parts = [paragraph.text, *(f"– {one}" for one in paragraph.items), *paragraph.lines]
    parts += [f"{one.label} {one.words}".strip() for one in paragraph.typed]
    parts += [
        f"{row.title} {label}: {words}" for row in paragraph.table for label, words in row.cells
    ]
    return "\n".join(parts)
