"""A refused step in words: which step, and the article or the rule that forbade it."""

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.domain import step_words as words
from griffie.domain.law import Provision

_LAW = "/law/"
_RULES = {
    "/problems/role": msg("not for this role"),
    "/problems/reason": msg("no reason was stated"),
    "/problems/state": msg("not in this order"),
}
"""Why somebody was told no where it was not the law."""


def refused_step_in_words(command: str, problem: str, speech: Speech) -> str:
    """The step (`fulfil`) and why it was refused (`/law/gdpr/12/6`, `/problems/role`)."""
    step = speech.phrase(words.imperative_at(command))
    return speech.labelled(step, _refusal_in_words(problem, speech))


def _refusal_in_words(problem: str, speech: Speech) -> str:
    """The article that forbade it, or our own rule."""
    if problem.startswith(_LAW):
        return speech.cite(Provision.parse(problem.removeprefix(_LAW)))
    return speech.say(_RULES[problem]) if problem in _RULES else problem
