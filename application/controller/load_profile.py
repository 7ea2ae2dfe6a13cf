"""Reads the controller's profile from a TOML file, and refuses one that contradicts itself."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from griffie.application.controller.national import find_faults_of_country
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.errors import OperatorNeededError
from griffie.domain.model.recorded import Degree


class UnreadableProfileError(OperatorNeededError):
    """A profile cannot be used. Says which file, where in it and what is wrong; never a value."""

    code = "bad-profile"
    sentence = "The controller's profile cannot be used"


def _find_repeated_codes(profile: ControllerProfile) -> Iterator[tuple[str, str]]:
    """Each place where a code is used twice, and what is wrong there; never the code itself."""
    for name in ("categories", "recipients", "systems", "principals", "purposes", "remarks"):
        codes = [entry.code for entry in getattr(profile, name)]
        for n, code in enumerate(codes):
            if code in codes[:n]:
                yield f"{name}.{n}.code", "was used before in this list"


def _find_unused_names(profile: ControllerProfile) -> Iterator[tuple[str, str]]:
    """Each place that names an unknown code, and each recipient that no purpose names."""
    categories = {category.code for category in profile.categories}
    recipients = {recipient.code for recipient in profile.recipients}
    for n, purpose in enumerate(profile.purposes):
        if not categories.issuperset(purpose.categories):
            yield f"purposes.{n}.categories", "a code that is not in [[categories]]"
        if not recipients.issuperset(purpose.recipients):
            yield f"purposes.{n}.recipients", "a code that is not in [[recipients]]"
    for n, recipient in enumerate(profile.recipients):
        if not categories.issuperset(recipient.categories):
            yield f"recipients.{n}.categories", "a code that is not in [[categories]]"
    for n, system in enumerate(profile.systems):
        if system.recipient and system.recipient not in recipients:
            yield f"systems.{n}.recipient", "a code that is not in [[recipients]]"
    named = {code for purpose in profile.purposes for code in purpose.recipients}
    for n, recipient in enumerate(profile.recipients):
        if recipient.code not in named:
            yield f"recipients.{n}.code", "no purpose names it, so nobody would ever tell it"


def _find_unknown_of_terms(profile: ControllerProfile) -> Iterator[tuple[str, str]]:
    """Each term and each period of storage that names a category which is not there."""
    categories = {category.code for category in profile.categories}
    for n, term in enumerate(profile.terms):
        if not categories.issuperset(term.categories):
            yield f"terms.{n}.categories", "a code that is not in [[categories]]"
    for n, purpose in enumerate(profile.purposes):
        for m, kept in enumerate(purpose.retention if isinstance(purpose.retention, tuple) else ()):
            if not set(purpose.categories).issuperset(kept.categories):
                yield f"purposes.{n}.retention.{m}.categories", "a code that the purpose lacks"


def _find_contradictions(profile: ControllerProfile) -> Iterator[tuple[str, str]]:
    """Each place that contradicts another place of the same entry."""
    for n, category in enumerate(profile.categories):
        if category.provided and category.origin:
            yield f"categories.{n}.origin", "the person is said to have provided these data"
    for n, purpose in enumerate(profile.purposes):
        if purpose.decision and purpose.automated_decision is Degree.NO:
            yield f"purposes.{n}.decision", "automated_decision says that there is none"


def load_profile(path: Path) -> ControllerProfile:
    """Read a profile from a TOML file, and the logo that it names beside it.

    Raises UnreadableProfileError for the first thing wrong.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        profile = ControllerProfile.model_validate(content, context={"folder": path.parent})
    except tomllib.TOMLDecodeError as broken:
        # The parser's own sentence repeats what it read: only the place is taken from it.
        found = re.search(r"\(at [a-z0-9 ,]+\)", str(broken))
        at = f" {found[0]}" if found else ""
        raise UnreadableProfileError(f"{path.name}: is not TOML{at}") from None
    except UnicodeDecodeError:
        raise UnreadableProfileError(f"{path.name}: is not UTF-8 text") from None
    except OSError as unread:
        raise UnreadableProfileError(f"{path.name}: cannot be read: {unread.strerror}") from None
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise UnreadableProfileError(f"{path.name}: {where}: {first['msg']}") from None
    for place, wrong in chain(
        find_faults_of_country(profile),
        _find_repeated_codes(profile),
        _find_unused_names(profile),
        _find_unknown_of_terms(profile),
        _find_contradictions(profile),
    ):
        raise UnreadableProfileError(f"{path.name}: {place}: {wrong}")
    return profile
