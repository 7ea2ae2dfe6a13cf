"""The answer to a course as it would be written on a day, under a profile that may be changed."""

from datetime import date
from typing import Any

from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind, letter
from griffie.application.letters.text import as_text
from griffie.domain.law import Language
from tests.scenarios.course import OFFICE, Course

PROFILE = load_profile(OFFICE)


def written(course: Course, language: Language, on: date, **changed: Any) -> str:
    """The answer as it would be written that day, in one line."""
    request = course.request
    history, words = course.history(), course.opened()
    kind = changed.pop("kind", LetterKind.ANSWER)
    profile = PROFILE.model_copy(update=changed)
    made = letter(request, history, profile, kind, language, words, on=on)
    return " ".join(as_text(made).split())
