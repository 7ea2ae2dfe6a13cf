"""The words for the members of each closed list: what an event, a form or a bundle calls a code."""

from collections.abc import Mapping
from typing import Any

from griffie.api.words import mail_words, names, persons
from griffie.api.words.clock_words import LIMITS, REMINDERS
from griffie.api.words.names import msg
from griffie.api.words.remarks import REMARKS
from griffie.domain.request.vocabulary import (
    Capacity,
    RestsOn,
    SpecialGround,
    Where,
    WithheldInformation,
)

CAPACITIES = {
    Capacity.LAWYER: msg("lawyer"),
    Capacity.PARENT: msg("parent"),
    Capacity.GUARDIAN: msg("guardian"),
    Capacity.ASSOCIATION: msg("association"),
    Capacity.ADMINISTRATOR: msg("administrator of a protected person"),
    Capacity.HEIR: msg("heir"),
    Capacity.NEXT_OF_KIN: msg("next of kin"),
    Capacity.OTHER: msg("in another capacity"),
}

PLACES = {
    Where.TEXT: msg("in the letter itself"),
    Where.ANNEX: msg("in an annex"),
    Where.SAID_ON: msg("in an earlier letter"),
    Where.NONE_EXISTS: msg("there is no such thing"),
    Where.OMITTED: msg("left out, for a reason"),
}

REASONS_OF_REFUSAL = {
    RestsOn.MOTIVE: msg("on the motive of the requester"),
    RestsOn.NUMBER: msg("on the number of requests"),
    RestsOn.OTHER: msg("on something else"),
}

WITHHELD = {
    WithheldInformation.STAFF: msg("which colleague looked"),
    WithheldInformation.SOURCE: msg("the source of the data"),
    WithheldInformation.LOGIC: msg("the logic of an automated decision"),
}

SPECIAL_GROUNDS = {
    SpecialGround.EXPLICIT_CONSENT: msg("explicit consent"),
    SpecialGround.PUBLIC_INTEREST: msg("a substantial public interest"),
}

_LISTS: tuple[Mapping[Any, str], ...] = (
    *(names.AUTHORITIES, names.CHANNELS, names.DOCUMENTS, names.ERASURES, names.EXPORTS),
    *(names.EXTENSIONS, names.FORMATS, names.LETTERS, names.MANNERS, names.NEW_FACTS),
    *(names.LOOKED_FOR, names.SEARCHED_BY),
    *(mail_words.KINDS, mail_words.STANDINGS, mail_words.NOT_SENT, mail_words.HANDED_ON),
    *(names.OUTCOMES, names.RELATIONS, names.REVIEWS, names.RISKS, names.SEARCHES),
    *(names.SOURCES, names.WEIGHINGS, LIMITS, REMINDERS),
    *(persons.AGES, persons.CAPABILITIES, persons.HANDS, persons.MANDATE_PROOFS, persons.PROOFS),
    *(CAPACITIES, PLACES, REASONS_OF_REFUSAL, WITHHELD, SPECIAL_GROUNDS, REMARKS),
)
CLOSED_LISTS: Mapping[type, Mapping[Any, str]] = {type(next(iter(one))): one for one in _LISTS}
"""By the type of the members."""
