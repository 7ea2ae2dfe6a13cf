"""The records of processing activities in words: for the page, the paper and the table alike."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.api.words.naming import profile_name
from griffie.api.words.profile_words import BASES, SHORT_KINDS
from griffie.api.words.speech import Speech, first_up
from griffie.api.words.storage_words import kept_in_words
from griffie.application.controller.authority import Names, named
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
from griffie.application.letters.phrases import Speaker

_UNSAID = {
    Unsaid.CONTROLLER: msg("who the controller is"),
    Unsaid.OFFICER: msg("a data protection officer"),
    Unsaid.REACHED: msg("how {about} is reached"),
    Unsaid.PURPOSES: msg("any purpose"),
    Unsaid.SUBJECTS: msg("whose data these are: {about}"),
    Unsaid.DATA: msg("which data are used: {about}"),
    Unsaid.RECIPIENTS: msg("who receives these data: {about}"),
    Unsaid.COUNTRY: msg("the country of {about}"),
    Unsaid.SAFEGUARDS: msg("what protects the data that go to {about}"),
    Unsaid.PERIOD: msg("how long these data are kept: {about}"),
    Unsaid.SECURITY: msg("what keeps the data safe"),
    Unsaid.PROCESSING: msg("what is done for {about}"),
}

Facts = list[tuple[str, str]]


class ActivityInWords(NamedTuple):
    """What is done for a purpose, or for another controller: a title and its words, each."""

    name: str
    facts: Facts


class UnsaidInWords(NamedTuple):
    """What the profile says nothing of."""

    provision: str
    """As it is cited."""
    words: str
    field: str
    """Where a profile says it."""


class RecordInWords(NamedTuple):
    """The whole record."""

    who: Facts
    activities: list[ActivityInWords]
    on_behalf: list[ActivityInWords]
    """What is done for other controllers: Article 30(2)."""
    safe: list[str]
    unsaid: list[UnsaidInWords]


def record_in_words(profile: ControllerProfile, speech: Speech) -> RecordInWords:
    """The record of a profile, in the language of the reader."""
    return RecordInWords(
        who=list(_who(profile, speech)),
        activities=[_activity(one, profile, speech) for one in activities_of(profile)],
        on_behalf=[_for_another(one, speech) for one in profile.principals],
        safe=_all(profile.security, speech),
        unsaid=[_missing(one, profile, speech) for one in missing_of(profile)],
    )


def _who(profile: ControllerProfile, speech: Speech) -> Iterator[tuple[str, str]]:
    """Article 30(1)(a)."""
    if who := profile.identity:
        yield speech.say("Controller"), f"{who.name}, {who.legal_form}, {who.enterprise_number}"
        reached = (who.postal_address, who.email, who.phone, who.website)
        yield speech.say("Address"), ", ".join(one for one in reached if one)
        if who.dpo:
            yield speech.say("Data protection officer"), named(who.dpo, speech.language)
    for one in joint_controllers(profile):
        said = (one.name.in_(speech.language), one.contact)
        yield speech.say("Joint controller"), ", ".join(part for part in said if part)


def _activity(one: Activity, profile: ControllerProfile, speech: Speech) -> ActivityInWords:
    purpose, say = one.purpose, speech.say
    bases = [say(BASES[basis]) for basis in dict.fromkeys(stated.basis for stated in purpose.bases)]
    subjects = _all(purpose.subjects, speech)
    if purpose.staff and not subjects:
        subjects = [say("who works for the controller")]
    facts = [
        (say("Basis"), speech.several(bases)),
        (say("Whose data"), speech.several(subjects)),
        (
            say("Data"),
            speech.several(profile_name(profile.categories, c, speech) for c in purpose.categories),
        ),
        (say("Recipients"), "; ".join(_recipient(r, speech) for r in one.recipients)),
        (say("Outside the EEA"), "; ".join(_transfer(r, speech) for r in one.transfers)),
        (say("Kept"), "; ".join(kept_in_words(purpose, profile, speech))),
    ]
    return ActivityInWords(first_up(purpose.name.in_(speech.language)), facts)


def _recipient(one: Recipient, speech: Speech) -> str:
    return f"{one.name.in_(speech.language)} ({speech.say(SHORT_KINDS[one.kind])})"


def _transfer(one: Recipient, speech: Speech) -> str:
    known = Speaker(speech.language).country(one.country) if one.country else ""
    said = speech.labelled(one.name.in_(speech.language), known or speech.say("country not said"))
    return f"{said}, {one.safeguards.in_(speech.language)}" if one.safeguards else said


def _for_another(one: PrincipalNamed, speech: Speech) -> ActivityInWords:
    facts = [
        (speech.say("How it is reached"), one.contact or ""),
        (speech.say("What is done for it"), speech.several(_all(one.processing, speech))),
    ]
    return ActivityInWords(one.name.in_(speech.language), facts)


def _all(names: Iterable[Names], speech: Speech) -> list[str]:
    return [one.in_(speech.language) for one in names]


def _missing(one: Missing, profile: ControllerProfile, speech: Speech) -> UnsaidInWords:
    about = profile_name(_those_of(one, profile), one.about, speech) if one.about else ""
    data = [profile_name(profile.categories, code, speech) for code in one.categories]
    if data:
        about = f"{about} ({speech.several(data)})"
    words = speech.say(_UNSAID[one.what], about=about)
    return UnsaidInWords(speech.cite(one.provision), words, one.field)


def _those_of(one: Missing, profile: ControllerProfile) -> Iterable[object]:
    """The list of the profile in which its code stands."""
    listed: Iterable[object] = getattr(profile, one.field.partition(".")[0])
    return listed
