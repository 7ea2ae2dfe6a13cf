"""A deadline as it stands: the dates, what was done and told by then, and what is left to do."""

from datetime import date
from typing import NamedTuple

from griffie.domain.law.deadlines import Standing, Term, standing


class Deadline(NamedTuple):
    """How long there is, how that was counted, when the requester was told, and when it was met."""

    term: Term
    informed_on: date | None = None
    over: bool = False  # nothing is left to answer: withdrawn, or merged
    met_on: date | None = None
    """The day on which what the right demands was done and told; None as long as it was not."""
    in_time: bool | None = None
    """Whether that was by its day; None as long as something is left to do."""
    met_strictly: bool | None = None
    """The same, had no waiting counted."""
    judged_by: Term | None = None
    """The dates by which it is judged, where they are not those of `term`: Article 12(4)."""
    late_after: date = date.max
    """The last day on which waiting holds it up: then the strict date has passed."""
    unjudged: bool = False
    """Another register finished it: whether it was in time is not known here."""

    @property
    def by(self) -> Term:
        """The dates by which it is judged."""
        return self.judged_by or self.term

    @property
    def refusal_due_on(self) -> date | None:
        """By when a no had to be told, where that is not the date of an answer: Article 12(4)."""
        return self.judged_by.due_on if self.judged_by else None

    @property
    def settled(self) -> bool:
        """Whether everything was done and told, in time or not."""
        return self.in_time is not None

    @property
    def suspended(self) -> bool:
        """Whether the clock stands still for the requester."""
        return self.by.waiting and not self.settled and not self.over

    @property
    def overdue_after(self) -> date:
        """After this day it is overdue, as long as something is left to do."""
        return self.late_after if self.by.waiting else self.by.due_on

    def standing(self, on: date) -> Standing:
        """How it stands on a day. Asked, never stored: tomorrow the answer differs."""
        if self.unjudged:
            return Standing.NOT_JUDGED
        if self.in_time is not None:
            return Standing.MET if self.in_time else Standing.MISSED
        if self.over:
            return Standing.MET
        return Standing.OVERDUE if on > self.overdue_after else standing(self.by, on, None)
