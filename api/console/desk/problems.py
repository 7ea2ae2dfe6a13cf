"""What was wrong with a form, field by field and in words. Nothing that was typed is repeated."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.domain.model.errors import BadInputError

_SAID = {
    "missing": msg("Fill this in"),
    "text": msg("Write something that can be read"),
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
_NOT_MEANT = msg("This cannot be meant: {why}")

_WHY = {
    "in the future": msg("it lies in the future"),
    "in the past": msg("it lies in the past"),
    "before receipt": msg("it lies before the day of receipt"),
    "before the question": msg("it lies before the question"),
    "before the last question": msg("it lies before the last question"),
    "before the letter was sent": msg("it lies before the day of the letter"),
    "before the proof was asked for": msg("the proof was asked for later"),
    "before the fee was proposed": msg("the fee was proposed later"),
    "before the breach was known": msg("the breach was known later"),
    "before the authority wrote": msg("the authority wrote later"),
    "before it lay ready": msg("it lay ready later"),
    "belongs to another right": msg("it belongs to another right"),
    "not invoked in this request": msg("this request does not invoke that right"),
    "none named": msg("none is named"),
    "no such account": msg("there is no such colleague"),
    "no such request": msg("there is no such request"),
    "this request itself": msg("that is this request itself"),
    "the same as what is recorded": msg("that is what is recorded already"),
    "not in this request": msg("it is no document of this request"),
    "the same right twice": msg("the same right stands there twice"),
    "what is left out needs a reason": msg("what is left out needs a reason"),
    "needed while a doubt is open: when the proof came": msg(
        "say when the proof came in: the clock goes on from that day"
    ),
    "needed where the advice was not followed": msg("say why the advice was not followed"),
    "needed where no channel is given": msg("give the language, the channel, or both"),
    "an address was known: one is needed": msg("an address was known, so one is needed"),
    "either this or why_not": msg("give the day, or the reason why not, and not both"),
}
"""What a step says of a value that cannot be. Another sentence of the domain stands as it is."""


def of_validation(error: ValidationError, speech: Speech) -> dict[str, str]:
    """The first thing wrong with each field, by the field's name in the form."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        found.setdefault(_field(one["loc"]), _sentence(one, speech))
    return found


def of_bad_input(error: BadInputError, speech: Speech) -> dict[str, str]:
    """The one field that a step refused, and why."""
    why = str(error)
    said = speech.say(_WHY[why]) if why in _WHY else why
    day = error.word == "on" or error.word.endswith(("_on", "until"))
    return {error.word.split(".")[0]: speech.say(_DAY if day else _NOT_MEANT, why=said)}


def _field(place: Iterable[Any]) -> str:
    """The name of a field from the path to it: `requester.email`; a place in a list says less."""
    names = [str(one) for one in place if isinstance(one, str)]
    return (
        ".".join(names[:2]) if names and names[0] in {"requester", "representative"} else names[0]
    )


def _sentence(one: Mapping[str, Any], speech: Speech) -> str:
    if one["type"] == "value_error" and "YYYY-MM-DD" in one["msg"]:
        return speech.say(_SAID["date_type"])
    context = one.get("ctx", {})
    most = context.get("max_length", "")
    return speech.say(_SAID.get(one["type"], _UNREADABLE), most=most)
