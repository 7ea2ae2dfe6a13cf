"""Letters: what the controller must tell the requester, computed from the events."""

from griffie.application.letters.compose import letter, timely
from griffie.application.letters.letter import Demand, Letter, LetterKind, What, complete
from griffie.application.letters.text import as_text

__all__ = ["Demand", "Letter", "LetterKind", "What", "as_text", "complete", "letter", "timely"]
