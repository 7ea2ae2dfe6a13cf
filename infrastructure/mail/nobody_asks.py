"""Why nobody asks anything in a mail whose headers say nothing of a program: its own words."""

from griffie.application.intake.hints import hints
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.machine import answers
from griffie.infrastructure.mail.machine_words import (
    begins_as_programs_do,
    is_ours,
    says_only_that_it_came,
    says_only_to_be_absent,
    says_that_a_program_wrote,
    says_that_nobody_reads,
)
from griffie.infrastructure.mail.new_words import new_words


def why_nobody_asks(headers: Headers, text: str, *, invited: bool) -> str:
    """A sentence, of an answer in which no right may be invoked; empty where somebody may ask.

    `invited`: a calendar in it says whether its owner comes.
    """
    if not (invited or answers(headers)):
        return ""
    new, subject = new_words(text), headers.text("subject")
    signs = {
        "it says whether somebody comes to a meeting": invited,
        "its words say that a program answered": says_that_a_program_wrote(new),
        "it answers only that somebody is absent": says_only_to_be_absent(new),
        "it answers only that a message came": says_only_that_it_came(new),
        "it answers only that nobody reads what comes there": says_that_nobody_reads(new),
        "its subject is that of an answer by a program": begins_as_programs_do(subject, new),
    }
    why = next((sentence for sentence, holds in signs.items() if holds), "")
    return "" if why and _may_ask(subject, new) else why


def _may_ask(subject: str, new: str) -> bool:
    """Whether its words may invoke a right; the subject of what it answers is not its own."""
    return bool(hints(new if is_ours(subject) else f"{subject}\n{new}", None))
