"""The language in which an employer answers a worker: advice, from the seat that the profile names.

Not who asks decides but the operating seat to which the worker belongs; in Brussels, among its
languages, that of the worker. Whether an answer under Articles 12 to 22 GDPR to a worker is a
document for the staff has not been decided in any source that we know, so this warns and refuses
nothing.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law import Language
from griffie.domain.law.countries import Seat, latest_country


class SeatAdvice(NamedTuple):
    """What a seat asks of the language of an answer to its workers."""

    seat: str
    region: str
    languages: tuple[Language, ...]
    of_the_worker: bool
    act: str
    departs: bool
    """Whether the language of the answer is none of these: then a translation is added, or the
    answer written in one of these first."""


def seat_advice(
    profile: ControllerProfile, language: Language, purposes: Iterable[str]
) -> Iterator[SeatAdvice]:
    """For each seat, where a worker may be asking: nothing where the profile names no seats.

    `purposes` are those about which the request asks; none named means all. Only purposes that the
    profile marks `staff` are about workers.
    """
    asked = set(purposes)
    staff = {one.code for one in profile.purposes if one.staff}
    if not staff or (asked and not asked & staff):
        return
    rules = {one.region: one for one in latest_country(profile.regime).seats}
    for seat in profile.seats:
        rule: Seat | None = rules.get(seat.region)
        if rule:
            departs = profile.languages.spoken(language) not in rule.languages
            yield SeatAdvice(
                seat.code, rule.region, rule.languages, rule.of_the_worker, rule.act, departs
            )
