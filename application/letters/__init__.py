"""Letters: what the controller must tell the requester, computed from the events."""

from griffie.application.letters.compose import check_occasion, letter
from griffie.application.letters.letter import (
    ComposedLetter,
    Demand,
    InformationItem,
    LetterKind,
    missing_demands,
)
from griffie.application.letters.text import as_text

__all__ = [
    "ComposedLetter",
    "Demand",
    "InformationItem",
    "LetterKind",
    "as_text",
    "check_occasion",
    "letter",
    "missing_demands",
]
