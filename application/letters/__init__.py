"""Letters: what the controller must tell the requester, computed from the events."""

from application.letters.compose import letter, timely
from application.letters.shape import Demand, Letter, LetterKind, What, complete
from application.letters.text import as_text

__all__ = ["Demand", "Letter", "LetterKind", "What", "as_text", "complete", "letter", "timely"]
