"""A proof that somebody exercised a right, for the supervisory authority: without their name.

It says what was asked, when it came in, by when an answer was due, and how that stands on the day
on which it is printed. The log entry in it can be compared with the receipt, which anybody checks.
"""

from datetime import date
from typing import NamedTuple

from griffie.api.words.speech import Speech, first_up
from griffie.application.engine import Engine
from griffie.application.portal.standing import RightStands, request_stands
from griffie.domain.law import GDPR
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest


class Paper(NamedTuple):
    """A title, its lines, and the entry of the request in the log."""

    title: str
    lines: list[str]
    entry: str


def proof_lines(engine: Engine, request: RightsRequest, on: date, speech: Speech) -> Paper:
    """The proof as it stands on a civil day in Brussels. Raises KeyUnavailableError."""
    say, stands = speech.say, request_stands(engine, request, on)
    identity = engine.profile.identity
    lines = [say("Reference: {reference}", reference=reference(request.id))]
    if identity:
        lines.append(say("To: {office}", office=f"{identity.name}, {identity.postal_address}"))
    lines.append(say("Received on {on}", on=stands.received_on))
    lines += [_of_right(one, speech) for one in stands.rights]
    if not stands.rights:
        lines.append(say("Last day for the answer: {on}", on=stands.due_on))
        if stands.late_since:
            lines.append(say("Late since {on}", on=stands.late_since))
    lines += [say("We asked a question on {on}", on=one.asked_on) for one in stands.questions]
    lines.append(
        say("As of {on}. The term follows {article}.", on=on, article=speech.cite(GDPR(12, 3)))
    )
    (first, *_) = engine.history.lines_of(request.id)
    return Paper(
        say("Proof that a right was exercised"),
        lines,
        say("Entry in the log: number {n}, {hash}", n=first.place + 1, hash=first.entry_hash.hex()),
    )


def _of_right(one: RightStands, speech: Speech) -> str:
    """A right with its article, its last day, and how it stands."""
    say = speech.say
    right = f"{first_up(speech.right(one.right))} ({speech.cite(one.right.provision)})"
    if one.withdrawn:
        how = say("withdrawn")
    elif one.answered_on:
        how = say("answered on {on}", on=one.answered_on)
    elif one.late_since:
        how = say("late since {on}", on=one.late_since)
    else:
        how = say("not answered yet")
    return say("{right}: last day {on}; {how}", right=right, on=one.due_on, how=how)
