"""What is known of a request from another register, and what follows from that.

A request that was still open there is worked on here; one that was finished is kept and read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law.deadlines import answer_term
from griffie.domain.law.standing import Deadline
from griffie.domain.request.values import SourceLine

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Elsewhere(NamedTuple):
    """The line that tells of it, whether it was finished there, and the day of the import."""

    source: SourceLine
    finished: bool
    imported_on: date


def finished_elsewhere(request: RequestState) -> bool:
    """Whether another register finished it: nothing of it is judged."""
    return request.elsewhere is not None and request.elsewhere.finished


def rests(request: RequestState) -> bool:
    """Whether nothing of it is waited for here: it goes on, or was finished, in another place."""
    return request.merged or finished_elsewhere(request)


def known_since(request: RequestState) -> date:
    """Of an imported request: the day of the import. The clock raises nothing for days before."""
    return request.elsewhere.imported_on if request.elsewhere else date.min


def unjudged(request: RequestState) -> Deadline:
    """The month from receipt, as a day to read: pauses, extensions and deeds are not known."""
    term = answer_term(request.received_on, request.calendar, policy=request.setting.policy)
    return Deadline(term, over=True, unjudged=True)
