"""The file for an inspection: which requests it is of, and what stands beside them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from griffie.domain.request.vocabulary import Outcome

MOST = 200
"""Requests in one file: our policy [P]. A larger inspection takes several, or the register."""


class Choice(NamedTuple):
    """How the requests were chosen: they meet everything that is named."""

    first: date | None = None
    """The first day of receipt."""
    until: date | None = None
    outcome: Outcome | None = None
    complained: bool = False
    """Only those about which somebody complained."""
    dossier: str | None = None
    """The reference under which the authority wrote about them, as it was recorded."""

    @property
    def names_nothing(self) -> bool:
        return self == Choice()


class Audited(NamedTuple):
    """One audit that the store made of itself."""

    at: datetime
    whole: bool
    """Of everything; else of what was new."""
    entries: int
    findings: int


class InspectionFacts(NamedTuple):
    """What an inspection is told beside the requests."""

    choice: Choice
    audits: Sequence[Audited]
    """The newest first."""
    profile: str
    """The version of the profile in force."""
