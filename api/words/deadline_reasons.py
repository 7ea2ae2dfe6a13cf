"""Why a date of a deadline moved, in words: see `domain.law.reasons`."""

from griffie.api.words.names import POLICIES
from griffie.api.words.speech import Speech
from griffie.domain.law import Language
from griffie.domain.law.calendar import day_key
from griffie.domain.law.deadlines import Suspension
from griffie.domain.law.reasons import DayOfMonth, DaysOff, Reason, Value


def reason_in_words(reason: Reason, speech: Speech) -> str:
    """A reason in the language of the speech, with its values filled in."""
    words = {name: _value_in_words(value, speech) for name, value in reason.values.items()}
    template, n = reason.template, reason.values.get("n")
    if isinstance(template, str):
        return speech.say(template, **words)
    assert isinstance(n, int)
    return speech.count(*template, n, **words)


def _value_in_words(value: Value, speech: Speech) -> str:
    match value:
        case Suspension():
            return speech.say(POLICIES[value])
        case DaysOff():
            return str(DaysOff(speech.law(day_key(day)) for day in value))
        case DayOfMonth():  # other languages write the ending in their sentence
            return str(value) if speech.language is Language.EN else speech.number(int(value))
    return speech.spell(value)
