"""Which rights an opened message may invoke, as an answer shows it."""

from griffie.application.intake.hints import hints
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Language, Right


class HintShown(AnswerModel):
    right: Right
    words: str


def hints_shown(message: str | None, language: Language | None) -> list[HintShown]:
    """The hints of a message that was opened; none where it is closed."""
    found = hints(message, language) if message else ()
    return [HintShown(right=one.right, words=one.words) for one in found]
