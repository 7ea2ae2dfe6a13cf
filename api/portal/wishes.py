"""What a person wants, in words for which nobody needs to know a right."""

from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.domain.law import Right

FREQUENT = {
    Right.ACCESS: (
        msg("to know which data you have about me"),
        msg("and to receive a copy of them"),
    ),
    Right.ERASURE: (msg("that you erase data about me"), ""),
    Right.DIRECT_MARKETING_OBJECTION: (
        msg("no more advertising"),
        msg("we stop at once, and you need not explain anything"),
    ),
    Right.RECTIFICATION: (msg("that you correct or complete something"), ""),
}
OTHERS = {
    Right.RESTRICTION: (msg("that you keep my data but do not use them"), ""),
    Right.PORTABILITY: (msg("to take my data along to another provider"), ""),
    Right.OBJECTION: (msg("that you stop with something else than advertising"), ""),
    Right.RESEARCH_OBJECTION: (msg("to take no part in research or statistics"), ""),
    Right.CONSENT_WITHDRAWAL: (msg("to withdraw a consent"), ""),
    Right.AUTOMATED_DECISION: (msg("that a person looks at a decision of the computer"), ""),
}


class Wish(NamedTuple):
    """One line of the form."""

    right: str
    words: str
    also: str
    ticked: bool


def wishes(
    speech: Speech, among: dict[Right, tuple[str, str]], ticked: tuple[str, ...]
) -> list[Wish]:
    """The lines of a part of the form, in a language."""
    return [
        Wish(right.value, speech.say(said), speech.say(also) if also else "", right in ticked)
        for right, (said, also) in among.items()
    ]


def wanted(speech: Speech, right: Right) -> str:
    """What a right is called to the person who asked for it."""
    return speech.say((FREQUENT | OTHERS)[right][0])
