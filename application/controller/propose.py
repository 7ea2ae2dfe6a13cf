"""What a clerk filled into a gap, as a new version of the profile: proposed, never put in force.

Whoever keeps the profile reads the proposal; the next letter needs no filling in.
"""

from collections.abc import Mapping
from typing import Any

from griffie.application.controller.profile import ControllerProfile


def propose_period(
    profile: ControllerProfile, purpose: str, period: Mapping[str, Any]
) -> ControllerProfile:
    """The profile with a storage period for a purpose: Article 15(1)(d).

    `period` has the fields of `[[purposes.retention]]`. The policy's own words (the older form)
    give way to it; a period for the same categories is replaced. Raises LookupError, and
    pydantic's ValidationError where the fields do not fit.
    """

    def kept(entry: dict[str, Any]) -> dict[str, Any]:
        known = entry.get("retention")
        others = [one for one in known if _other(one, period)] if isinstance(known, list) else []
        return entry | {"retention": [*others, dict(period)]}

    return _changed(profile, "purposes", purpose, kept)


def propose_origin(
    profile: ControllerProfile, category: str, origin: Mapping[str, str]
) -> ControllerProfile:
    """The profile with the source of data that the person did not provide: Article 15(1)(g).

    Raises LookupError, pydantic's ValidationError.
    """
    said = {"provided": False, "origin": dict(origin)}
    return _changed(profile, "categories", category, lambda entry: entry | said)


def propose_safeguards(
    profile: ControllerProfile, recipient: str, country: str, safeguards: Mapping[str, str]
) -> ControllerProfile:
    """The profile with what protects data outside the EEA: Article 15(2).

    Raises LookupError, pydantic's ValidationError.
    """
    said = {"country": country, "safeguards": dict(safeguards)}
    return _changed(profile, "recipients", recipient, lambda entry: entry | said)


def _other(one: Mapping[str, Any], period: Mapping[str, Any]) -> bool:
    return set(one.get("categories", ())) != set(period.get("categories", ()))


def _changed(profile: ControllerProfile, table: str, code: str, change: Any) -> ControllerProfile:
    content = profile.model_dump(mode="json", exclude_defaults=True)
    entries = content.get(table, [])
    if code not in [entry["code"] for entry in entries]:
        raise LookupError
    content[table] = [change(entry) if entry["code"] == code else entry for entry in entries]
    return ControllerProfile.model_validate(content)
