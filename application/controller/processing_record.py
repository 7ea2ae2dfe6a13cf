"""The records of processing activities, as far as the profile knows them: Article 30 GDPR.

Nothing is invented: what the article asks and the profile does not say is named, with the field of
the profile that would say it.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from griffie.application.controller.gaps import PeriodGap, gaps_of
from griffie.application.controller.profile import ControllerProfile, Purpose, Recipient
from griffie.application.controller.transfers import outside_the_eea
from griffie.domain.law import GDPR, Provision

JOINT = "joint_controller"


class Unsaid(StrEnum):
    """What a profile can leave unsaid that the article asks."""

    CONTROLLER = "controller"
    OFFICER = "officer"
    REACHED = "reached"
    PURPOSES = "purposes"
    SUBJECTS = "subjects"
    DATA = "data"
    RECIPIENTS = "recipients"
    COUNTRY = "country"
    SAFEGUARDS = "safeguards"
    PERIOD = "period"
    SECURITY = "security"
    PROCESSING = "processing"


class Missing(NamedTuple):
    """One thing that the profile says nothing of."""

    what: Unsaid
    provision: Provision
    field: str
    """Where a profile says it: `purposes.subjects`."""
    about: str = ""
    """The code of a purpose, recipient or controller; empty for the profile as a whole."""
    categories: tuple[str, ...] = ()
    """The data of the purpose whose period is not said; empty where that of none is."""


class Activity(NamedTuple):
    """What is done for one purpose: Article 30(1)."""

    purpose: Purpose
    recipients: tuple[Recipient, ...]
    transfers: tuple[Recipient, ...]
    """Those of them outside the EEA, or in a country that the profile does not name."""


def activities_of(profile: ControllerProfile) -> Iterator[Activity]:
    """Each purpose of the profile, in its order."""
    known = {one.code: one for one in profile.recipients}
    for purpose in profile.purposes:
        named = tuple(known[code] for code in purpose.recipients if code in known)
        yield Activity(purpose, named, outside_the_eea(named))


def joint_controllers(profile: ControllerProfile) -> tuple[Recipient, ...]:
    """Who decides together with the controller: Article 26."""
    return tuple(one for one in profile.recipients if one.kind == JOINT)


def missing_of(profile: ControllerProfile) -> Iterator[Missing]:
    """Everything that is not said, in the order of the article."""
    if profile.identity is None:
        yield Missing(Unsaid.CONTROLLER, GDPR(30, 1, "a"), "identity")
    elif profile.identity.dpo is None:
        yield Missing(Unsaid.OFFICER, GDPR(30, 1, "a"), "identity.dpo")
    for one in joint_controllers(profile):
        if one.contact is None:
            yield Missing(Unsaid.REACHED, GDPR(30, 1, "a"), "recipients.contact", one.code)
    if not profile.purposes:
        yield Missing(Unsaid.PURPOSES, GDPR(30, 1, "b"), "purposes")
    for activity in activities_of(profile):
        yield from _of_activity(activity)
    yield from _of_transfers(profile)
    yield from _of_periods(profile)
    if not profile.security:
        yield Missing(Unsaid.SECURITY, GDPR(30, 1, "g"), "security")
    yield from _for_others(profile)


def _of_activity(activity: Activity) -> Iterator[Missing]:
    purpose = activity.purpose
    if not purpose.subjects and not purpose.staff:
        yield Missing(Unsaid.SUBJECTS, GDPR(30, 1, "c"), "purposes.subjects", purpose.code)
    if not purpose.categories:
        yield Missing(Unsaid.DATA, GDPR(30, 1, "c"), "purposes.categories", purpose.code)
    if not purpose.recipients:
        yield Missing(Unsaid.RECIPIENTS, GDPR(30, 1, "d"), "purposes.recipients", purpose.code)


def _of_transfers(profile: ControllerProfile) -> Iterator[Missing]:
    for one in outside_the_eea(profile.recipients):
        if one.country is None:
            yield Missing(Unsaid.COUNTRY, GDPR(30, 1, "e"), "recipients.country", one.code)
        elif one.safeguards is None:
            yield Missing(Unsaid.SAFEGUARDS, GDPR(30, 1, "e"), "recipients.safeguards", one.code)


def _of_periods(profile: ControllerProfile) -> Iterator[Missing]:
    unsaid: dict[str, tuple[str, ...]] = {
        one.code: () for one in profile.purposes if not (one.retention or one.categories)
    }
    for gap in gaps_of(profile):
        if isinstance(gap, PeriodGap):
            unsaid[gap.purpose] = (*unsaid.get(gap.purpose, ()), gap.category)
    for purpose, categories in unsaid.items():
        where = "purposes.retention"
        yield Missing(Unsaid.PERIOD, GDPR(30, 1, "f"), where, purpose, categories)


def _for_others(profile: ControllerProfile) -> Iterator[Missing]:
    for one in profile.principals:
        if one.contact is None:
            yield Missing(Unsaid.REACHED, GDPR(30, 2, "a"), "principals.contact", one.code)
        if not one.processing:
            yield Missing(Unsaid.PROCESSING, GDPR(30, 2, "b"), "principals.processing", one.code)
