"""A change as a new version of the profile: proposed, never put in force.

Whoever keeps the profile reads the proposal and installs it; the next letter needs no filling in.
"""

from collections.abc import Mapping
from typing import Any

from griffie.application.controller.authority import Names
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.reviews import reviews_of
from griffie.domain.law.deadlines import Suspension


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


def propose_procedure(
    profile: ControllerProfile, policy: Suspension, *, four_eyes: bool
) -> ControllerProfile:
    """The profile with another policy on waiting, and with or without a second pair of eyes."""
    content = profile.model_dump(mode="json", exclude_defaults=True)
    return ControllerProfile.model_validate(
        content | {"policy": policy.value, "four_eyes": four_eyes}
    )


def propose_letterhead(profile: ControllerProfile, said: Mapping[str, str]) -> ControllerProfile:
    """The profile with another head and foot of its letters; the logo stays the file that it is.

    `said` has `colour`, `foot`, `logo_says` and `signatory`, as far as they were asked: words in
    the language of the office, empty to take a line away. Words in other languages stay. Raises
    pydantic's ValidationError.
    """
    content = profile.model_dump(mode="json", exclude_defaults=True)
    now = {name: getattr(profile.letterhead, name) for name in ("colour", "foot", "logo_says")}
    for table, known in (
        ("letterhead", now),
        ("identity", {"signatory": profile.identity.signatory} if profile.identity else {}),
    ):
        entry = dict(content.get(table, {}))
        for name in known.keys() & said.keys():
            entry.pop(name, None)
            if words := _in_its_language(profile, known[name], said[name].strip()):
                entry[name] = words
        if entry or table in content:
            content[table] = entry
    return ControllerProfile.model_validate(content)


def _in_its_language(profile: ControllerProfile, now: str | Names | None, typed: str) -> Any:
    """What stands for words of the profile once this was typed; empty for nothing."""
    if not typed or not isinstance(now, Names):
        return typed
    return now.model_dump(exclude_none=True) | {profile.languages.default.value: typed}


def propose_settled(profile: ControllerProfile, table: str, code: str) -> ControllerProfile:
    """The profile without a point of review that the officer has settled.

    A remark is nothing but such a point: it goes. Raises LookupError.
    """
    content = profile.model_dump(mode="json", exclude_defaults=True)
    if code not in [one.code for one in reviews_of(profile) if one.table == table]:
        raise LookupError
    name = "channel" if table == "channels" else "code"
    kept = [
        {field: value for field, value in entry.items() if field != "review" or entry[name] != code}
        for entry in content[table]
        if table != "remarks" or entry[name] != code
    ]
    return ControllerProfile.model_validate(content | {table: kept})


def _other(one: Mapping[str, Any], period: Mapping[str, Any]) -> bool:
    return set(one.get("categories", ())) != set(period.get("categories", ()))


def _changed(profile: ControllerProfile, table: str, code: str, change: Any) -> ControllerProfile:
    content = profile.model_dump(mode="json", exclude_defaults=True)
    entries = content.get(table, [])
    if code not in [entry["code"] for entry in entries]:
        raise LookupError
    content[table] = [change(entry) if entry["code"] == code else entry for entry in entries]
    return ControllerProfile.model_validate(content)
