"""An event in words: its title, a line about it, the sealed values that were opened.

Console, papers and tests say what happened through this page. Values are plain text, no HTML.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from griffie.api.words.clock_words import KEPT
from griffie.api.words.lists import CLOSED_LISTS
from griffie.api.words.names import ROLES, msg
from griffie.api.words.personal import Personal
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Role
from griffie.domain import step_words as words
from griffie.domain.law import Provision, Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.steps.deed import is_irregular


def event_title(event: Any, speech: Speech) -> str:
    """What happened, as a title such as `Fee proposed`, in the language of the speech."""
    called = speech.phrase(words.title(event.TOPIC))
    return speech.say("{what} (irregular)", what=called) if is_irregular(event) else called


Called = Callable[[str, str], str]
"""Gives the name of a code, by the field in which it stands."""


def _as_it_is(_field: str, code: str) -> str:
    return code


def event_detail(event: Any, speech: Speech, called: Called = _as_it_is) -> str:
    """A line about an event, from what stands in clear in it; empty where there is none.

    `called` names codes and accounts for readers who may know the names.
    """
    sentence = words.detail(event)
    if sentence is None:
        return ""
    needed = words.blanks(sentence.en)
    facts = {name: _field_in_words(name, getattr(event, name), speech, called) for name in needed}
    return first_up(speech.phrase(sentence, **facts))


def _field_in_words(  # noqa: PLR0911 - one a kind of value
    name: str, value: Any, speech: Speech, called: Called
) -> str:
    """A field of an event as a reader wants it. Sealed values are not for this page."""
    if isinstance(value, Sealed) or value is None:
        return ""
    if names := CLOSED_LISTS.get(type(value)):
        return speech.say(names[value])
    if name == "amount_cents":
        return speech.euros(value)
    if name == "about" and value in KEPT:
        return speech.say(KEPT[value])
    match value:
        case tuple():
            return _several_in_words(name, value, speech, called)
        case Right():
            return speech.right(value)
        case UUID():
            return reference(value)
        case date() | int():
            return speech.spell(value)
    if name == "ground":
        return ground_in_words(str(value), speech)
    right = getattr(value, "right", None)
    return speech.right(right) if right else called(name, str(value))


_NONE_NAMED = {
    "rights": msg("no right named yet"),
    "recipients": msg("nobody"),
    "held_up": msg("nobody"),
    "roles": msg("none"),
}


def _several_in_words(name: str, values: tuple[Any, ...], speech: Speech, called: Called) -> str:
    if not values:
        return speech.say(_NONE_NAMED.get(name, "everything"))
    if name == "roles":
        return speech.several(speech.say(ROLES[Role(value)]) for value in values)
    each = "ground" if name == "grounds" else ""
    return speech.several(
        _field_in_words(each, value, speech, lambda _, code: called(name, code)) for value in values
    )


def ground_in_words(written: str, speech: Speech) -> str:
    """A ground in the words of the law, with its citation; `fact/no_data` has none."""
    if written.startswith("fact/"):
        return first_up(speech.law(written))
    cited = speech.cite(Provision.parse(written))
    try:
        return f"{first_up(speech.law(written))} ({cited})"
    except LookupError:  # the provision itself is the ground, such as Article 12(6)
        return cited


def sealed_lines(event: Any, speech: Speech, opened: Mapping[Sealed, Any]) -> list[tuple[str, str]]:
    """The sealed values of an event that were opened: a label and the text of each."""
    found: list[tuple[str, str]] = []
    for name, value in event:
        sealed = value if isinstance(value, tuple) else (value,)
        if known := [one for one in sealed if isinstance(one, Sealed) and one in opened]:
            label = speech.phrase(words.label(name))
            found += [(label, value_as_text(opened[one])) for one in known]
        elif name in {"requester", "representative"} and value is not None:
            found += sealed_lines(value, speech, opened)
    return found


def value_as_text(value: Any) -> Personal:
    """A value that was opened, as text; of a document its name."""
    return Personal(value["name"] if isinstance(value, Mapping) else value)
