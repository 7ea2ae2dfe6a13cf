"""What a profile says of its country: filled in where it is left out, and checked against it."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from griffie.domain.law.countries import Country, country_codes, latest_country

if TYPE_CHECKING:
    from griffie.application.controller.profile import ControllerProfile

HOME = "be"


def with_its_country(said: Any) -> Any:
    """A profile's content with what its country gives where the profile is silent.

    Calendar, authority and language of letters. Belgium gives nothing: its own are the defaults,
    and no version of a Belgian profile moves. What is no profile, or names no country that there
    is, is left as it is.
    """
    if not isinstance(said, Mapping) or said.get("regime", HOME) not in country_codes():
        return said
    ours = latest_country(said.get("regime", HOME))
    given: dict[str, Any] = {}
    named = said.get("authority")
    if isinstance(named, str) and named in ours.authorities:
        given["supervisory_authority"] = ours.authorities[named]
    elif ours.code != HOME and ours.authority:
        given["supervisory_authority"] = ours.authority
    if ours.code != HOME:
        given |= {"calendar": ours.calendars[0], "languages": {"default": ours.languages[0]}}
    return {**given, **said}


def find_faults_of_country(profile: "ControllerProfile") -> Iterator[tuple[str, str]]:
    """Each place that does not fit the country of the profile; never the value itself."""
    if profile.regime not in country_codes():
        yield "regime", f"no such country; there are {', '.join(country_codes())}"
        return
    ours = latest_country(profile.regime)
    if profile.calendar not in ours.calendars:
        yield "calendar", f"of another country; there are {', '.join(ours.calendars)}"
    if profile.authority and profile.authority not in ours.authorities:
        yield "authority", f"no such authority; there are {', '.join(ours.authorities)}"
    if ours.lands and not _names_its_authority(profile):
        yield "supervisory_authority", "each land has its own: name the one that is competent"
    regions = [one.region for one in ours.seats]
    for n, seat in enumerate(profile.seats):
        if seat.region not in regions:
            yield f"seats.{n}.region", f"no such region; there are {', '.join(regions)}"
    number = profile.identity.enterprise_number if profile.identity else None
    if number and not re.fullmatch(ours.register_.pattern, number):
        yield "identity.enterprise_number", f"is not written as {ours.register_.example}"


def _names_its_authority(profile: "ControllerProfile") -> bool:
    return "supervisory_authority" in profile.model_fields_set


def speaks_of_its_country(profile: "ControllerProfile") -> Country | None:
    """The country whose sentences on remedies hold for a letter under this profile.

    None where the profile names an authority of its own, of which no country knows.
    """
    ours = latest_country(profile.regime) if profile.regime in country_codes() else None
    name = profile.supervisory_authority.name.nl
    if ours and (ours.lands or any(one["name"]["nl"] == name for one in ours.authorities.values())):
        return ours
    return None
