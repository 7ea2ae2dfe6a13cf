"""What was wrong with a form, field by field and in words. Nothing that was typed is repeated."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from griffie.api.words.bad_input import reason_said
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.domain.model.errors import BadInputError

_SAID = {
    "missing": msg("Fill this in"),
    "text": msg("Write something that can be read"),
    "no_words": msg("Say why in words: one word of three letters at least"),
    "string_too_short": msg("Fill this in"),
    "string_too_long": msg("This is too long: at most {most} characters"),
    "too_short": msg("Choose at least one"),
    "too_long": msg("These are too many"),
    "date_from_datetime_parsing": msg("This is no date"),
    "date_parsing": msg("This is no date"),
    "date_type": msg("This is no date"),
    "enum": msg("Choose one of the list"),
    "literal_error": msg("Choose one of the list"),
    "string_pattern_mismatch": msg("Only small letters, digits, hyphens and underscores"),
    "int_parsing": msg("This is no amount"),
    "int_type": msg("This is no amount"),
    "greater_than_equal": msg("This is too little"),
    "less_than_equal": msg("This is too much"),
    "uuid_parsing": msg("There is no request with this reference"),
    "uuid_type": msg("There is no request with this reference"),
    "bool_type": msg("Choose one of the list"),
}
"""What pydantic found, by its type of error."""
_UNREADABLE = msg("This cannot be read")
_DAY = msg("This day cannot be right: {why}")
_PASSWORD = msg("Choose another password: {why}")
_NOT_MEANT = msg("This cannot be meant: {why}")

_OF_THE_WHOLE = {
    "one means of contact": msg("Give one address or telephone number, or say that none is known"),
    "an address is known": msg("An address is given: do not say that none is known"),
}
"""What a body says of several fields together, by how its sentence begins."""


def of_validation(error: ValidationError, speech: Speech) -> dict[str, str]:
    """The first thing wrong with each field, by the field's name in the form."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        found.setdefault(_field(one["loc"]), _sentence(one, speech))
    return found


def of_bad_input(error: BadInputError, speech: Speech) -> dict[str, str]:
    """The one field that a step refused, and why."""
    said = reason_said(str(error), speech) or str(error)
    if error.word == "password":
        return {error.word: speech.say(_PASSWORD, why=said)}
    day = error.word == "on" or error.word.endswith(("_on", "until"))
    return {error.word.split(".")[0]: speech.say(_DAY if day else _NOT_MEANT, why=said)}


def _field(place: Iterable[Any]) -> str:
    """The name of a field from the path to it: `requester.email`; a place in a list says less."""
    names = [str(one) for one in place if isinstance(one, str)]
    if not names:  # of the whole: no address, and nobody says that none is known
        return "requester.email"
    return ".".join(names[:2]) if names[0] in _WITH_PARTS else names[0]


_WITH_PARTS = frozenset({"requester", "representative", "forwarded_by"})


def _sentence(one: Mapping[str, Any], speech: Speech) -> str:
    if one["type"] == "value_error" and "YYYY-MM-DD" in one["msg"]:
        return speech.say(_SAID["date_type"])
    for begun, said in _OF_THE_WHOLE.items():
        if begun in one["msg"]:
            return speech.say(said)
    context = one.get("ctx", {})
    most = context.get("max_length", "")
    return speech.say(_SAID.get(one["type"], _UNREADABLE), most=most)
