"""The fields of a step's form, as the template draws them: label, hint, choices, what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from griffie.api.console.desk.choices import Choice, Choices
from griffie.api.console.desk.entered import PERSON, REPRESENTATIVE, SAID, Entered, said_of
from griffie.api.console.desk.kinds import KINDS, Kind, is_required
from griffie.api.console.desk.recipient_choices import nobody_left, still_to_tell
from griffie.api.words.lists import CAPACITIES, PLACES
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.domain import step_words as words
from griffie.domain.law import Provision
from griffie.domain.model.values import Sealed
from griffie.domain.steps.said import Day, parts_of
from griffie.domain.steps.step import IRREGULAR
from griffie.domain.steps.word import Word

MOST_TO_SHOW = 7
"""A list that is longer is a drop-down."""
_ONE_LINE = frozenset({"legal_basis", "court", "reference", "name", "where", "target"})
"""Sealed texts that are a line and not a paragraph."""
_RARE = frozenset(
    {
        *("information", "put_before", "special_categories", "special_ground", "departure"),
        *("because_of", "beyond", "channel_reason", "language", "first_counts"),
    }
)
"""Optional fields that few requests need: folded under a heading of their own."""
_FEW = 4
"""A form with at most so many fields folds nothing away."""
NOTHING: Mapping[Any, Any] = {}
_PART_OF_A_RIGHT = frozenset({"purposes", "categories", "items"})
"""What narrows a decision to a part of a right: folded, because most decisions take the whole."""


class FieldShown(NamedTuple):
    """One field; `parts` are the fields inside it, such as the address of a person."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    sealed: bool = False
    values: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    suggestions: Sequence[Choice] = ()
    error: str = ""
    least: str = ""
    most: str = ""
    one_line: bool = False
    fold: str = ""
    """Under which heading it is folded away: `part` of a right, or what is rarely said."""
    parts: Sequence["FieldShown"] = ()

    @property
    def value(self) -> str:
        """What was typed, of a field that takes one thing."""
        return self.values[0] if self.values else ""

    @property
    def id(self) -> str:
        """Its name as an id of HTML: the first of its inputs has it."""
        return "f-" + self.name.replace("/", "-").replace(".", "-")


class Fields:
    """Makes the fields of a step for somebody, from what was typed and what was wrong with it."""

    def __init__(
        self,
        choices: Choices,
        today: date,
        entered: Entered | None = None,
        errors: Mapping[str, str] | None = None,
        *,
        missing: Sequence[Provision] = (),
        chosen: Entered = NOTHING,
    ) -> None:
        self._choices, self._today, self._chosen = choices, today, chosen
        self._entered, self._errors, self._missing = entered, errors or {}, missing
        self._speech: Speech = choices.speech

    def of(self, *, irregular: bool) -> Iterator[FieldShown]:
        """Every field; that for what happened although it is forbidden only where it is asked."""
        step = self._choices.action.step
        for word in step.words:
            if word.name == IRREGULAR.name and not (irregular or self._typed(word.name)):
                continue
            yield self._field(word, KINDS[step.path][word.name])

    def _field(self, word: Word, kind: Kind) -> FieldShown:
        choices = self._choices.of(word) if kind in {Kind.ONE, Kind.SOME} else []
        if kind in {Kind.ONE, Kind.SOME} and not choices and word.of:
            kind = Kind.CODE if kind is Kind.ONE else Kind.CODES
        least, most = self._days(word)
        return FieldShown(
            word.name,
            kind,
            self._speech.phrase(words.label(word.name, self._choices.action.step.name)),
            hint=self._hint(word, kind),
            required=is_required(word),
            sealed=Sealed in parts_of(word.kind) and kind in {Kind.WORDS, Kind.ITEMS},
            values=self._typed(word.name)
            if self._entered is not None
            else self._first(word, choices),
            choices=choices,
            suggestions=self._choices.suggestions(word) if kind is Kind.CODE else (),
            error=self._errors.get(word.name, ""),
            least=least,
            most=most,
            one_line=word.name in _ONE_LINE,
            fold=self._fold(word),
            parts=[*self._parts(word, kind)],
        )

    def _fold(self, word: Word) -> str:
        """Optional fields are folded, unless the form is short or something stands in them."""
        touched = any(self._typed(word.name)) or word.name in self._chosen
        if is_required(word) or touched or word.name in {IRREGULAR.name, *self._errors}:
            return ""
        if word.name in _PART_OF_A_RIGHT:
            return "part"
        few = len(self._choices.action.step.words) <= _FEW
        return "further" if word.name in _RARE and not few else ""

    def _typed(self, name: str) -> Sequence[str]:
        return self._entered.get(name, ()) if self._entered else ()

    def _first(self, word: Word, choices: Sequence[Choice]) -> Sequence[str]:
        """What an untouched field holds: today, the only possible right, the same channel."""
        known = choices or self._choices.suggestions(word)
        free = [one.value for one in known if not one.withheld]
        if chosen := [one for one in self._chosen.get(word.name, ()) if one in free]:
            return chosen
        if self._choices.tells_recipients(word):
            left = still_to_tell(self._choices.request)
            return tuple(left) if len(left) == 1 else ()
        if word.names:
            several = len(free) > 1 and KINDS[self._choices.action.step.path][word.name] is Kind.ONE
            return () if several or word.name == "to_right" else free
        if word.day in {Day.PAST, Day.EARLIER} and is_required(word):
            return (self._today.isoformat(),)
        if word.name == "channel" and is_required(word):
            return (self._choices.request.channel.value,)
        return (str(word.default),) if isinstance(word.default, str) else ()

    def _days(self, word: Word) -> tuple[str, str]:
        """The first and the last day that a browser should offer."""
        received, today = self._choices.request.received_on, self._today
        match word.day:
            case Day.PAST:
                return received.isoformat(), today.isoformat()
            case Day.EARLIER:
                return "", today.isoformat()
            case Day.AHEAD:
                return "", (today + timedelta(days=366 * 30)).isoformat()
        return "", ""

    def _hint(self, word: Word, kind: Kind) -> str:
        say = self._speech.say
        if word.name == IRREGULAR.name:
            return say(
                "Say why it was done all the same. It is recorded as irregular, and meets nothing."
            )
        if self._choices.tells_recipients(word) and nobody_left(self._choices.request):
            return say("Nobody is left to tell of what was done.")
        if word.day is Day.PAST:
            return say("Today or earlier, not before {on}.", on=self._choices.request.received_on)
        if word.day is Day.EARLIER:
            return say("Today or earlier, also before the request.")
        return say(_HINTS[kind]) if kind in _HINTS else ""

    def _parts(self, word: Word, kind: Kind) -> Iterator[FieldShown]:
        match kind:
            case Kind.PERSON:
                yield from (self._line(f"{word.name}.{one}", one) for one in PERSON)
            case Kind.REPRESENTATIVE:
                for one in REPRESENTATIVE:
                    listed = CAPACITIES if one == "capacity" else NOTHING
                    yield self._line(f"{word.name}.{one}", one, listed)
            case Kind.SAID:
                asked = [*map(str, self._missing), *said_of(word.name, self._entered or {})]
                for provision in dict.fromkeys(asked):
                    yield self._said(word.name, provision)

    def _line(self, name: str, label: str, listed: Mapping[Any, str] = NOTHING) -> FieldShown:
        choices = [
            Choice(one.value, first_up(self._speech.say(said))) for one, said in listed.items()
        ]
        return FieldShown(
            name,
            Kind.ONE if choices else Kind.WORDS,
            self._speech.say(_INNER[label]),
            sealed=not choices,
            values=self._typed(name),
            choices=choices,
            error=self._errors.get(name, ""),
            one_line=True,
        )

    def _said(self, name: str, written: str) -> FieldShown:
        """Where one thing stands: a row of four fields."""
        try:
            cited = self._speech.cite(Provision.parse(written))
        except (ValueError, KeyError):
            cited = written
        within = f"{name}.{written}"
        document = [*self._choices.documents()]
        parts = [
            self._line(f"{within}.where", "where", PLACES)._replace(required=True),
            self._line(f"{within}.document", "document")._replace(
                kind=Kind.ONE, choices=document, sealed=False
            ),
            self._line(f"{within}.on", "on")._replace(kind=Kind.DAY, sealed=False),
            self._line(f"{within}.because", "because"),
        ]
        assert len(parts) == len(SAID)
        return FieldShown(within, Kind.SAID, first_up(cited), parts=parts)


_HINTS = {
    Kind.CODES: msg("Codes, separated by spaces: small letters, digits and hyphens."),
    Kind.CODE: msg("A code: small letters, digits and hyphens."),
    Kind.ITEMS: msg("One a line."),
    Kind.MONEY: msg("In euros."),
    Kind.REQUEST: msg("The reference of the other request."),
    Kind.INSTANT: msg("In the time of Brussels."),
    Kind.SAID: msg("What the letter leaves open is asked here, one thing after another."),
}


def inner_label(name: str) -> str:
    """The label of a field inside another, such as the address of a person; to be translated."""
    return _INNER[name]


_INNER = {
    "name": msg("Name"),
    "email": msg("E-mail address"),
    "postal_address": msg("Postal address"),
    "phone": msg("Telephone number"),
    "capacity": msg("In which capacity"),
    "where": msg("Where it stands"),
    "document": msg("Of an annex: the document"),
    "on": msg("Of an earlier letter: its day"),
    "because": msg("Of what is left out: the reason"),
}
"""The labels of the fields inside a field."""
