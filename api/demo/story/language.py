"""The small language of the story: a request, its steps, and days that are not dates yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

Words = Mapping[str, Any]

DATED = {
    "acknowledge": "sent_on",
    "add-claim": "received_on",
    "give-access": "given_on",
    "record-returned": "on",
    "reopen": "on",
    "withdraw": "on",
    "doubt-identity": "asked_on",
    "verify-identity": "verified_on",
    "fail-identity": "failed_on",
    "ask-clarification": "asked_on",
    "receive-clarification": "received_on",
    "extend-deadline": "notified_on",
    "notify-recipient": "notified_on",
    "inform": "sent_on",
    "record-complaint": "received_on",
    "perform-balancing": "performed_on",
    "perform-human-review": "reviewed_on",
    "deliver-copy": "delivered_on",
    "transmit-data": "transmitted_on",
    "find-transmission-infeasible": "found_on",
    "rectify-data": "rectified_on",
    "append-statement": "appended_on",
    "erase-data": "erased_on",
    "defer-erasure": "deferred_on",
    "inform-public-controllers": "informed_on",
    "stop-processing": "stopped_on",
    "stop-marketing": "stopped_on",
    "record-suppression": "suppressed_on",
    "propagate-withdrawal": "told_on",
    "propose-fee": "notified_on",
    "accept-fee": "on",
    "decline-fee": "on",
    "record-payment": "paid_on",
    "name-representative": "came_forward_on",
    "ask-mandate": "asked_on",
    "verify-mandate": "verified_on",
    "record-inquiry": "received_on",
    "answer-inquiry": "answered_on",
    "record-order": "received_on",
    "report-order-done": "reported_on",
    "record-mediation": "opened_on",
    "record-court-action": "notified_on",
    "suspect-breach": "aware_on",
    "rule-out-breach": "judged_on",
    "apply-restriction": "applied_on",
    "record-restriction-use": "used_on",
    "lift-restriction": "lifted_on",
    "hear-processor": "heard_on",
    "forward-request": "forwarded_on",
    "inform-joint-controller": "informed_on",
    "find-principal": "found_on",
    "record-breach-notice": "notified_on",
}
"""The field of a command that says on which day it happened: here always the day of the deed."""


class Ago(NamedTuple):
    """Received so many calendar days before today."""

    days: int


class Back(NamedTuple):
    """Received so many working days before today, or before the last one; 0 is today itself."""

    days: int


class DueIn(NamedTuple):
    """Received so that the answer is due so many working days from today, or just after that."""

    days: int
    extended: bool = False


class DayAfter(NamedTuple):
    """So many working days after receipt, or before it. Becomes a date in a body."""

    number: int


class YearEnd(NamedTuple):
    """The last day of the year, so many years after receipt. Becomes a date in a body."""

    years: int


class StoryStep(NamedTuple):
    """A command of the story, on a day after receipt."""

    day: int
    """Working days after receipt."""
    command: str
    body: Words
    role: str = "handler"


class StoryRequest(NamedTuple):
    """A request of the story, with every step that is taken with it."""

    key: str
    received: Ago | Back | DueIn
    channel: str
    language: str
    requester: Words
    rights: tuple[Words, ...]
    message: str
    steps: tuple[StoryStep, ...]
    more: Mapping[str, Words | str]
    """Representative and forwarder, as `receive` takes them."""
    taken_in: int
    """Working days between receipt and the register."""


def request(  # noqa: PLR0917 - a row of a table: its columns need no names
    key: str,
    received: Ago | Back | DueIn,
    channel: str,
    language: str,
    requester: Words,
    rights: Iterable[Words],
    message: str,
    *steps: StoryStep | Iterable[StoryStep],
    taken_in: int = 0,
    **more: Words | str,
) -> StoryRequest:
    """A request of the story. `steps` are single steps or lists of steps."""
    flat: list[StoryStep] = []
    for one in steps:
        flat.extend([one] if isinstance(one, StoryStep) else one)
    asked, told = tuple(rights), tuple(_with_copies(flat))
    return StoryRequest(
        key, received, channel, language, requester, asked, message, told, more, taken_in
    )


def _with_copies(steps: list[StoryStep]) -> Iterator[StoryStep]:
    """Of access and portability the data are the answer: a copy, where no other deed is told."""
    handed = {one.body["right"] for one in steps if one.command in _HANDING_OVER}
    for one in steps:
        right = one.body.get("right")
        if one.command == "fulfil" and right in {*_FORMS} - handed:
            yield deliver_copy(one.day, right, _FORMS[right], "email")
        yield one


_HANDING_OVER = {"deliver-copy", "transmit-data", "give-access"}
_FORMS = {"access": "pdf", "portability": "json"}


def who(name: str, email: str = "", post: str = "", phone: str = "") -> Words:
    """A requester, with the fields that are known."""
    said = {"name": name, "email": email, "postal_address": post, "phone": phone}
    return {word: value for word, value in said.items() if value}


def ask(right: str, purposes: str = "", categories: str = "") -> Words:
    """A right, for purposes and categories in a row: `ask("erasure", "newsletter", "contact")`."""
    named = {"purposes": purposes.split(), "categories": categories.split()}
    return {"right": right} | {word: codes for word, codes in named.items() if codes}


def step(day: int, command: str, role: str = "handler", /, **body: Any) -> StoryStep:
    """One command so many working days after receipt; the rest is its body."""
    return StoryStep(day, command, body, role)


def open_request(day: int = 1) -> list[StoryStep]:
    """The receipt is acknowledged, and a handler is assigned."""
    return [step(day, "acknowledge"), step(day, "assign")]


def doubt_identity(day: int, grounds: str, asked_for: str) -> StoryStep:
    """The identity is doubted, and proof is asked for (Article 12(6) GDPR)."""
    return step(day, "doubt-identity", grounds=grounds, asked_for=asked_for)


def apply_exception(
    day: int, right: str, ground: str, categories: str, necessity: str, **more: Any
) -> StoryStep:
    """An exception is applied to some categories, or to all where none is named."""
    named: dict[str, Any] = {"categories": categories.split()} if categories else {}
    body = {"right": right, "ground": ground, "necessity": necessity} | named | more
    return StoryStep(day, "apply-exception", body)


def fulfil(day: int, right: str, measures: str, *told: str) -> list[StoryStep]:
    """Granted, done a working day later, and each who received the data notified: Article 19."""
    who = [record_recipients(day, *told)] if told else []
    notices = (step(day + 1, "notify-recipient", recipient=one, right=right) for one in told)
    done = step(day + 1, "fulfil", right=right, measures=measures)
    return [step(day, "grant", right=right), *who, done, *notices]


def record_recipients(day: int, *recipients: str, source: str = "contract") -> StoryStep:
    """It is recorded who received the data of this person."""
    return step(day, "record-recipients", recipients=list(recipients), source=source)


def at_once(day: int, right: str, measures: str) -> list[StoryStep]:
    """Granted and done on the same day."""
    return [step(day, "grant", right=right), step(day, "fulfil", right=right, measures=measures)]


_FILLED_IN = [
    {"provision": f"gdpr/15/{place}", "where": "text"}
    for place in ("1", *(f"1/{point}" for point in "abcdefgh"), "2", "3")
]


def inform_and_close(day: int, kind: str, *rights: str, text: str = "") -> list[StoryStep]:
    """The requester is informed, and the request closed."""
    return [inform(day, kind, *rights, text=text), step(day, "close")]


def inform(
    day: int,
    kind: str,
    *rights: str,
    text: str = "",
    left_out: Mapping[str, str] | None = None,
    **more: str,
) -> StoryStep:
    """The requester is informed; of access, in a letter in which the clerk filled in the rest."""
    body: dict[str, Any] = {"kind": kind, "rights": list(rights), **more}
    if kind == "answer" and "access" in rights:
        reasons = left_out or {}
        told = [one for one in _FILLED_IN if one["provision"] not in reasons]
        body["said"] = told + [
            {"provision": place, "where": "omitted", "because": reason}
            for place, reason in reasons.items()
        ]
    return StoryStep(day, "inform", body | ({"text": text} if text else {}))


def find_not_applicable(day: int, right: str, ground: str, explanation: str) -> StoryStep:
    """A right is found not to apply."""
    return step(day, "find-not-applicable", right=right, ground=ground, explanation=explanation)


def deliver_copy(day: int, right: str, form: str, channel: str, **more: str) -> StoryStep:
    """A copy is delivered; `hands="representative"` where the answer goes to who acts."""
    return step(day, "deliver-copy", right=right, format=form, channel=channel, **more)


def search_system(day: int, system: str, result: str, done: int) -> list[StoryStep]:
    """A colleague searches a system, and says what is in it."""
    asked = step(day, "ask-search", system=system, due_on=DayAfter(day + 5))
    return [asked, step(done, "complete-search", system=system, result=result)]


def ask_processor(
    day: int, processor: str, question: str, heard: int, answer: str
) -> list[StoryStep]:
    """A processor is asked, and answers."""
    asked = step(
        day, "ask-processor", processor=processor, question=question, due_on=DayAfter(day + 7)
    )
    return [asked, step(heard, "hear-processor", processor=processor, answer=answer)]


def erase_data(day: int, right: str, *systems: tuple[str, str]) -> list[StoryStep]:
    """Data are erased from systems; each with its proof."""
    return [
        step(day, "erase-data", right=right, system=system, proof=proof)
        for system, proof in systems
    ]


def stop_marketing(day: int, *systems: str) -> list[StoryStep]:
    """Direct marketing stops, and each system records it."""
    right = "direct_marketing_objection"
    kept = [step(day, "record-suppression", right=right, system=one) for one in systems]
    return [step(day, "stop-marketing", right=right), *kept]
