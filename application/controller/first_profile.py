"""The first profile of an office, put together from what it said at its first start.

Nothing is supposed: what was not said is left out, and is a gap in letters that names itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law import Language
from griffie.domain.law.countries import latest_country
from griffie.domain.model.recorded import Basis, Degree

_LONGEST = 40


class SaidRecipient(NamedTuple):
    """Somebody who receives data: name, kind (as in a profile) and country (ISO 3166-1, or EEA)."""

    name: str
    kind: str
    country: str | None


class SaidPurpose(NamedTuple):
    """Why data are held: what the office said of one purpose."""

    name: str
    basis: Basis | None
    marketing: Degree
    categories: tuple[str, ...]
    not_provided: tuple[str, ...] = ()
    """Those of its categories that the person did not provide."""
    recipients: tuple[SaidRecipient, ...] = ()


def code_of(name: str) -> str:
    """The code of a name: `Données de contact` gives `donnees-de-contact`.

    Empty where nothing of the name can be kept.
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")[:_LONGEST].strip("-")


def in_its_language(text: str, language: Language) -> dict[str, str]:
    """A name as profiles hold it. A name in one language stands for Dutch too, which is needed."""
    return {"nl": text, language.value: text}


def written_as_the_register(number: str, country: str) -> str:
    """A company's number in the form of its country's register, if only the form differs.

    Belgium: `0726 804 172` and `be0726804172` give `BE0726.804.172`. What does not fit is given
    back as it is.
    """
    register = latest_country(country).register_
    if re.fullmatch(register.pattern, number):
        return number
    digits = re.sub(r"\D", "", number)
    letters = re.sub(r"[^A-Za-z]", "", number).upper()
    ours = re.sub(r"[^A-Za-z]", "", register.example)
    if len(digits) != len(re.sub(r"\D", "", register.example)) or letters not in {"", ours}:
        return number
    left = iter(digits)
    filled = re.sub(r"\d", lambda _: next(left), register.example)
    return filled if re.fullmatch(register.pattern, filled) else number


def first_profile(
    said: Mapping[str, Any], purposes: Iterable[SaidPurpose], language: Language, source: str
) -> ControllerProfile:
    """The profile. `said` has the tables of a profile that are no list, `slug` left out.

    `source` says in the office's language where a basis was stated. A category or recipient that
    several purposes name stands in the lists once. Raises pydantic's ValidationError.
    """
    content = {"slug": code_of(said["identity"]["name"]) or "office", **said}
    categories: dict[str, dict[str, Any]] = {}
    recipients: dict[str, dict[str, Any]] = {}
    entries = []
    for one in purposes:
        for name in one.categories:
            named = {"code": code_of(name), "name": in_its_language(name, language)}
            provided = code_of(name) not in map(code_of, one.not_provided)
            categories.setdefault(code_of(name), named | {"provided": provided})
        for who in one.recipients:
            named = {"code": code_of(who.name), "name": in_its_language(who.name, language)}
            known = named | {"kind": who.kind, "country": who.country}
            recipients.setdefault(code_of(who.name), known)
        bases = [{"basis": one.basis, "source": source}] if one.basis else []
        entry: dict[str, Any] = {
            "code": code_of(one.name),
            "name": in_its_language(one.name, language),
        }
        entry |= {"bases": bases, "direct_marketing": one.marketing}
        entry |= {"categories": [code_of(name) for name in one.categories]}
        entries.append(entry | {"recipients": [code_of(who.name) for who in one.recipients]})
    lists = {"categories": categories.values(), "recipients": recipients.values()}
    content |= {name: list(found) for name, found in lists.items()} | {"purposes": entries}
    return ControllerProfile.model_validate(content)
