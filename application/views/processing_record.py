"""The answer with the records of processing activities: Article 30 GDPR."""

from datetime import date
from typing import Literal

from pydantic import Field

from griffie.application.controller.authority import named
from griffie.application.controller.principal import PrincipalNamed
from griffie.application.controller.processing_record import (
    Activity,
    Missing,
    Unsaid,
    activities_of,
    joint_controllers,
    missing_of,
)
from griffie.application.controller.profile import ControllerProfile, Recipient
from griffie.application.controller.storage import StoragePeriod
from griffie.application.controller.transfers import outside_the_eea
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Language
from griffie.domain.model.recorded import Basis


# Who answers, and how it is reached.
class ControllerShown(AnswerModel):
    name: str
    legal_form: str
    enterprise_number: str
    postal_address: str
    email: str
    phone: str | None
    website: str | None
    data_protection_officer: str | None


# Data, or a purpose, by its code in the profile.
class CodeNamed(AnswerModel):
    code: str
    name: str


# Who receives data.
class RecipientNamed(AnswerModel):
    code: str
    name: str
    kind: Literal["processor", "controller", "joint_controller", "public_authority"]
    country: str | None = Field(description="ISO 3166-1, or EEA; null where it is not said.")
    outside_the_eea: bool = Field(description="Or in a country that is not said.")
    safeguards: str | None
    contact: str | None = Field(description="How a joint controller is reached.")


# How long the data of a purpose are kept.
class PeriodKept(AnswerModel):
    categories: list[str] = Field(description="Codes; none: whatever no other period names.")
    period: str | None = Field(description="Such as `7 years`.")
    criterion: str | None = Field(description="What decides it, or the words of the policy.")
    counted_from: str | None
    act: str | None


# What is done for one purpose: Article 30(1).
class ActivityShown(AnswerModel):
    purpose: CodeNamed
    bases: list[Basis] = Field(description="Those that are stated; Article 30 does not ask them.")
    subjects: list[str]
    staff: bool = Field(description="Whether it is about those who work for the controller.")
    categories: list[CodeNamed]
    recipients: list[RecipientNamed]
    kept: list[PeriodKept]


# What is done for another controller: Article 30(2).
class OnBehalf(AnswerModel):
    controller: CodeNamed
    contact: str | None
    processing: list[str]


# What the article asks and the profile says nothing of.
class UnsaidShown(AnswerModel):
    what: Unsaid
    provision: str
    field: str = Field(description="Where a profile says it.")
    about: str = Field(description="Of which purpose, recipient or controller; empty: of all.")
    categories: list[str]


class ProcessingRecordShown(AnswerModel):
    """What the profile knows of the processing, and everything that it does not say."""

    profile: str
    on: date
    language: Language = Field(description="Of the names.")
    controller: ControllerShown | None
    joint_controllers: list[RecipientNamed]
    activities: list[ActivityShown]
    on_behalf: list[OnBehalf]
    security: list[str]
    unsaid: list[UnsaidShown]


def processing_record_shown(
    profile: ControllerProfile, language: Language, on: date
) -> ProcessingRecordShown:
    """The record as the profile stands on a civil day in Brussels, named in a language."""
    return ProcessingRecordShown(
        profile=profile.version,
        on=on,
        language=language,
        controller=_controller(profile, language),
        joint_controllers=[_recipient(one, language) for one in joint_controllers(profile)],
        activities=[_activity(one, profile, language) for one in activities_of(profile)],
        on_behalf=[_on_behalf(one, language) for one in profile.principals],
        security=[one.in_(language) for one in profile.security],
        unsaid=[_unsaid(one) for one in missing_of(profile)],
    )


def _controller(profile: ControllerProfile, language: Language) -> ControllerShown | None:
    who = profile.identity
    if who is None:
        return None
    return ControllerShown(
        name=who.name,
        legal_form=who.legal_form,
        enterprise_number=who.enterprise_number,
        postal_address=who.postal_address,
        email=who.email,
        phone=who.phone,
        website=who.website,
        data_protection_officer=named(who.dpo, language) if who.dpo else None,
    )


def _recipient(one: Recipient, language: Language) -> RecipientNamed:
    return RecipientNamed(
        code=one.code,
        name=one.name.in_(language),
        kind=one.kind,
        country=one.country,
        outside_the_eea=bool(outside_the_eea((one,))),
        safeguards=one.safeguards.in_(language) if one.safeguards else None,
        contact=one.contact,
    )


def _activity(one: Activity, profile: ControllerProfile, language: Language) -> ActivityShown:
    purpose = one.purpose
    names = {category.code: category.name.in_(language) for category in profile.categories}
    return ActivityShown(
        purpose=CodeNamed(code=purpose.code, name=purpose.name.in_(language)),
        bases=list(dict.fromkeys(stated.basis for stated in purpose.bases)),
        subjects=[kind.in_(language) for kind in purpose.subjects],
        staff=purpose.staff,
        categories=[
            CodeNamed(code=code, name=names.get(code, code)) for code in purpose.categories
        ],
        recipients=[_recipient(r, language) for r in one.recipients],
        kept=_kept(one, language),
    )


def _kept(one: Activity, language: Language) -> list[PeriodKept]:
    retention = one.purpose.retention
    if retention is None:
        return []
    if not isinstance(retention, tuple):
        retention = (StoragePeriod(criterion=retention.stated),)
    return [
        PeriodKept(
            categories=list(period.categories),
            period=period.period,
            criterion=named(period.criterion, language) if period.criterion else None,
            counted_from=named(period.counted_from, language) if period.counted_from else None,
            act=period.act,
        )
        for period in retention
    ]


def _on_behalf(one: PrincipalNamed, language: Language) -> OnBehalf:
    return OnBehalf(
        controller=CodeNamed(code=one.code, name=one.name.in_(language)),
        contact=one.contact,
        processing=[kind.in_(language) for kind in one.processing],
    )


def _unsaid(one: Missing) -> UnsaidShown:
    return UnsaidShown(
        what=one.what,
        provision=str(one.provision),
        field=one.field,
        about=one.about,
        categories=list(one.categories),
    )
