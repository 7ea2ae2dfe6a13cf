"""What is typed on the page of settings, as a proposed profile: one form for every change of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any, NamedTuple

from pydantic import ValidationError

from griffie.api.console.desk.entered import Entered
from griffie.api.http.problems import RequestRefusedError
from griffie.api.words.names import msg
from griffie.application.controller.first_profile import in_its_language
from griffie.application.controller.gaps import Gap, OriginGap, PeriodGap, gaps_of
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.profile_file import profile_text
from griffie.application.controller.propose import (
    propose_letterhead,
    propose_origin,
    propose_period,
    propose_procedure,
    propose_safeguards,
    propose_settled,
)
from griffie.application.controller.reviews import reviews_of
from griffie.application.controller.storage import as_period
from griffie.domain.law.deadlines import Suspension

HEAD: Mapping[str, str] = {
    "signatory": msg("Letters are signed by"),
    "colour": msg("Colour of titles"),
    "foot": msg("A line at the foot of each page"),
    "logo_says": msg("What a screen reader says in place of the logo"),
}
"""The fields of the head and foot of letters, named `head.colour`, with their titles."""
_OF_ALL = frozenset({"profile", "policy", "four_eyes", "settled", "do"})
_COLOUR = msg("A colour is written as #1a4b8c, dark enough to be read on white paper.")
_PERIOD = msg("A period is written as 7 years, 6 months, 4 weeks or 30 days.")
_COUNTRY = msg("A country is written as two capital letters, such as US.")
_UNREAD = msg("This cannot be read")
_LONGEST = 2000


class NumberedGap(NamedTuple):
    """A gap of the profile with the beginning of the names of its fields: `g3`."""

    key: str
    gap: Gap


class Line(NamedTuple):
    """A line of the file that goes (`-`) or comes (`+`)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Proposal:
    """What was typed: the profile as it would be, and what cannot be read, by field."""

    now: ControllerProfile
    then: ControllerProfile
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> list[Line]:
        """What differs between the two files."""
        before, after = (profile_text(one).splitlines() for one in (self.now, self.then))
        found = list(unified_diff(before, after, lineterm="", n=0))[2:]
        return [Line(one[0], one[1:]) for one in found if one[0] in "+-" and one[1:].strip()]


def numbered(profile: ControllerProfile) -> list[NumberedGap]:
    """Every gap, in the order of the profile."""
    return [NumberedGap(f"g{n}", gap) for n, gap in enumerate(gaps_of(profile))]


def place_of(table: str, code: str) -> str:
    """A point of review as a value of the form."""
    return f"{table}/{code}"


def proposal(profile: ControllerProfile, entered: Entered) -> Proposal:
    """The profile that the form asks for. Raises RequestRefusedError (400) for another form."""
    said = {name: values[0].strip() for name, values in entered.items() if values}
    gaps = numbered(profile)
    keys = {one.key for one in gaps}
    asked = {name for name in entered if name.partition(".")[0] not in keys | {"head"}}
    if not asked <= _OF_ALL or any(len(value) > _LONGEST for value in said.values()):
        raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
    then, errors = _procedure(profile, said), {}
    try:
        then = propose_letterhead(then, dict(_head(said)))
    except ValidationError:
        errors["head.colour"] = _COLOUR
    for settled in entered.get("settled", ()):
        then = _settled(then, settled)
    for one in gaps:
        typed = {name.partition(".")[2]: value for name, value in _of(one.key, said) if value}
        if not typed:
            continue
        try:
            then = _filled(then, one.gap, typed)
        except ValidationError as error:
            name, why = _wrong(one.gap, error)
            errors[f"{one.key}.{name}"] = why
    return Proposal(profile, then, errors)


def _head(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in _of("head", said):
        if name.partition(".")[2] not in HEAD:
            raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
        yield name.partition(".")[2], value


def _of(key: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in said.items() if name.startswith(f"{key}."))


def _procedure(profile: ControllerProfile, said: Mapping[str, str]) -> ControllerProfile:
    try:
        policy = Suspension(said.get("policy", profile.policy.value))
    except ValueError:
        raise RequestRefusedError(400, "malformed", "Malformed", "No such policy.") from None
    return propose_procedure(profile, policy, four_eyes=said.get("four_eyes") == "yes")


def _settled(profile: ControllerProfile, place: str) -> ControllerProfile:
    if place not in {place_of(one.table, one.code) for one in reviews_of(profile)}:
        raise RequestRefusedError(400, "malformed", "Malformed", "No such point of review.")
    table, _, code = place.partition("/")
    return propose_settled(profile, table, code)


def _filled(profile: ControllerProfile, gap: Gap, typed: Mapping[str, str]) -> ControllerProfile:
    """The profile with a gap filled, in the language of the office.

    Raises pydantic's ValidationError.
    """
    ours = profile.languages.default
    words = {name: in_its_language(value, ours) for name, value in typed.items()}
    if isinstance(gap, PeriodGap):
        entry: dict[str, Any] = {"categories": [gap.category]}
        kept = typed.get("keeps", "")
        if kept[:1].isdigit() or not kept:
            entry["period"] = as_period(kept)
        else:
            entry["criterion"] = words["keeps"]
        entry |= {"from": words["from"]} if "from" in words else {}
        entry |= {"act": typed["act"]} if "act" in typed else {}
        return propose_period(profile, gap.purpose, entry)
    if isinstance(gap, OriginGap):
        return propose_origin(profile, gap.category, words["origin"])
    country = gap.country or typed.get("country", "")
    return propose_safeguards(profile, gap.recipient, country, words.get("safeguards", {}))


def _wrong(gap: Gap, error: ValidationError) -> tuple[str, str]:
    """The field of a gap that cannot be read, and why."""
    places = {str(place) for one in error.errors(include_input=False) for place in one["loc"]}
    if isinstance(gap, PeriodGap):
        return ("act", _UNREAD) if "act" in places else ("keeps", _PERIOD)
    return ("country", _COUNTRY) if "country" in places else ("safeguards", _UNREAD)
