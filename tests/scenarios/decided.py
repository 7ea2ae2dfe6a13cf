"""Steps of a course about one right, and what is read of it: draft, timeline, recipients."""

from datetime import date
from typing import Any

from griffie.api.words.event_lines import event_detail
from griffie.application.letters import LetterKind, letter
from griffie.application.letters.text import as_text
from griffie.domain.law import Language
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.record import record_of
from tests.scenarios.course import ENGLISH, Course

STEP = RightsRequest
FIRST, LATER = date(2026, 9, 1), date(2026, 9, 10)


def asks(course: Course, right: str, *purposes: str, categories: tuple[str, ...] = ()) -> None:
    asked = {"right": right, "purposes": purposes, "categories": categories}
    course.receives(FIRST, "Something is asked.", rights=[asked])


def finds(course: Course, right: str, ground: str, **more: Any) -> None:
    said: dict[str, Any] = {
        "right": right,
        "ground": ground,
        "explanation": "It rests on a contract.",
    }
    course.takes(LATER, "It is found not to apply.", STEP.find_not_applicable, **said | more)


def is_not_found(course: Course, right: str, ground: str, **more: Any) -> str:
    said: dict[str, Any] = {
        "right": right,
        "ground": ground,
        "explanation": "It rests on a contract.",
    }
    return course.stopped(
        LATER, "It is found not to apply.", STEP.find_not_applicable, **said | more
    )[0]


def answer(course: Course, language: Language = Language.EN) -> str:
    """The draft of the answer, in one line."""
    request, store = course.request, course._store
    history = store.requests.history(request.id)
    words = store.vault.open(request.id)
    made = (LetterKind.ANSWER, language, words)
    return " ".join(
        as_text(letter(request, history, store.engine.profile, *made, on=LATER)).split()
    )


def timeline(course: Course) -> list[str]:
    history = course._store.requests.history(course.request.id)
    return [event_detail(event, ENGLISH) for event in history]


def to_tell(course: Course) -> tuple[str, ...]:
    (claim,) = record_of(course.request).claims.values()
    return claim.untold
