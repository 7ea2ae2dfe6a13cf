"""Short words for courses of 2026: a step on a day, and a claim as the API answers it."""

import json
from datetime import date
from typing import Any

from griffie.domain.law import Right
from griffie.domain.law.rights import ARTICLE_19
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import Step
from tests.given.story import SAID
from tests.model.engine import show_on
from tests.scenarios.course import Course

To = RightsRequest
MARKETING, CONSENT = "direct_marketing_objection", "consent_withdrawal"
COPY: dict[str, Any] = {"format": "json", "channel": "email"}
AnyStep = Step[Any, ..., Any]


def day(written: str) -> date:
    """`10-05` is 5 October 2026."""
    return date.fromisoformat(f"2026-{written}")


def takes(course: Course, on: str, step: AnyStep, /, **body: Any) -> None:
    course.takes(day(on), "", step, **body)


def promised(course: Course, right: str, told: str) -> None:
    """Granted and told, and not yet done."""
    takes(course, told, To.grant, right=right)
    tells(course, told, right)


def tells(course: Course, told: str, *rights: str) -> None:
    """The letter goes out, and says what is to be said of access and of recipients."""
    if ARTICLE_19 & set(rights):
        takes(course, told, To.record_recipients, recipients=[], source="log")
    body: dict[str, Any] = {"kind": "answer", "rights": list(rights), "channel": "email"}
    if "access" in rights and not _says_no(course):
        body["said"] = SAID
    takes(course, told, To.inform, sent_on=f"2026-{told}", **body)


def _says_no(course: Course) -> bool:
    return course.request.claims[Right.ACCESS].status in {"refused", "not_applicable"}


def seen(course: Course, on: str) -> dict[str, Any]:
    """The request as the API answers it on a day."""
    shown: dict[str, Any] = json.loads(json.dumps(show_on(course.request, day(on)), default=str))
    return shown


def claim(course: Course, on: str, right: str) -> dict[str, Any]:
    shown = seen(course, on)
    found: dict[str, Any] = next(one for one in shown["claims"] if one["right"] == right)
    return found | {"state": found["deadline"]["state"]}
