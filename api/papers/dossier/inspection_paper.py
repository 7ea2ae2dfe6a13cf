"""The paper of an inspection file: what it is of, what it proves, and what an authority asks first.

It holds no personal data: requests stand under their references. What was opened for the reader
lies in the pages of each request and under `disclosures/`.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from griffie.api.papers.dossier.history import RoleOf, Teller
from griffie.api.papers.paper.paper import Paper, Section, Table
from griffie.api.words.names import OUTCOMES, STANDINGS, STATUSES
from griffie.api.words.speech import Speech, first_up
from griffie.application.controller.profile import ControllerProfile
from griffie.application.dossier.bundle_subject import BundleSubject
from griffie.application.dossier.inspection import Choice, InspectionFacts
from griffie.application.projections import trail
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.event import Event
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

CORRESPONDENCE = frozenset(
    {
        *("ComplaintRecorded", "InquiryRecorded", "InquiryAnswered", "OrderRecorded"),
        *("OrderReportedDone", "MediationRecorded", "CourtActionRecorded", "BreachNotified"),
    }
)
"""The events in which the office and an authority or a court write to each other."""


def inspection_paper(
    subject: BundleSubject,
    facts: InspectionFacts,
    profile: ControllerProfile,
    speech: Speech,
    role_of: RoleOf,
) -> Paper:
    """The paper, as the requests stand on the day on which the file was made."""
    who, title = profile.identity, speech.say("File for an inspection")
    return Paper(
        title=title,
        language=speech.language,
        on=civil_date(subject.reader.at),
        author=who.name if who else "",
        facts=list(_head(subject, facts, profile, speech)),
        sections=[
            _proves(subject, speech),
            _requests(subject, speech),
            _correspondence(subject, speech, role_of),
            _profiles(subject, facts, speech),
            _audits(facts, speech),
        ],
        foot=title,
        wide=True,
    )


def _head(
    subject: BundleSubject, facts: InspectionFacts, profile: ControllerProfile, speech: Speech
) -> Iterator[tuple[str, str]]:
    say = speech.say
    if who := profile.identity:
        yield say("Controller"), f"{who.name}, {who.legal_form}, {who.enterprise_number}"
    yield say("Supervisory authority"), profile.supervisory_authority.name.in_(speech.language)
    if facts.choice.dossier:
        yield say("Reference of the authority"), facts.choice.dossier
    yield say("Chosen"), "; ".join(choice_in_words(facts.choice, speech))
    yield say("Made"), f"{speech.instant(subject.reader.at)}, {subject.reader.account.id}"
    yield say("Log"), f"{subject.origin}, {speech.number(subject.size)}"
    digest = sha256(subject.vkey.encode()).hexdigest()
    yield say("Fingerprint of the log’s public key"), digest


def choice_in_words(choice: Choice, speech: Speech) -> Iterator[str]:
    """By what the requests were chosen."""
    if choice.first:
        yield speech.say("received from {day}", day=choice.first)
    if choice.until:
        yield speech.say("received until {day}", day=choice.until)
    if choice.outcome:
        yield speech.say(OUTCOMES[choice.outcome])
    if choice.complained:
        yield speech.say("somebody complained")
    if choice.dossier:
        yield speech.say("an authority wrote under {dossier}", dossier=choice.dossier)


def _proves(subject: BundleSubject, speech: Speech) -> Section:
    say = speech.say
    shown = say(
        "Every event of each request in it stands here as it was recorded, and none is left"
        " out up to the checkpoint."
    )
    stated = say(
        "Every event in it stands here as it was recorded, and none is missing between the first"
        " and the last of a request. That none came after the last, up to the checkpoint, the key"
        " of the log signed (completeness.note): the whole log shows whether it is so, and this"
        " file alone does not."
    )
    return Section(
        say("What this file proves"),
        [say("verify.py in this file checks it, without us and without a network.")],
        items=[
            stated if subject.stated else shown,
            say(
                "That no other request belongs to the inspection, it does not show: a bundle of the"
                " whole register does."
            ),
            say("This page is for reading: the events beside it count."),
        ],
    )


def _requests(subject: BundleSubject, speech: Speech) -> Section:
    say, on = speech.say, civil_date(subject.reader.at)
    rows = []
    for one in _each(subject):
        how = OUTCOMES[one.outcome] if one.outcome else STATUSES[one.status]
        rights = speech.several(speech.right(right) for right in one.claims)
        deadline = one.deadline
        rows.append(
            (
                *(reference(one.id), speech.day(one.received_on), first_up(rights) or "–"),
                *(first_up(say(how)), speech.day(deadline.term.due_on)),
                say(STANDINGS[deadline.standing(on)]),
            )
        )
    head = (
        *(say("Request"), say("Received"), say("Right"), say("Outcome")),
        *(say("Last day for the answer"), say("Deadline")),
    )
    about = speech.count("{n} request", "{n} requests", len(rows))
    return Section(say("Requests"), [about], tables=[Table("", "", head, rows)])


def _correspondence(subject: BundleSubject, speech: Speech, role_of: RoleOf) -> Section:
    say, title = speech.say, speech.say("Correspondence with authorities and courts")
    lines = sorted(_written(subject, speech, role_of))
    if not lines:
        return Section(title, [say("None is recorded.")])
    head = (say("Day"), say("Request"), say("What happened"), say("Reference of the authority"))
    return Section(title, tables=[Table("", "", head, [row for _, _, row in lines])])


def _written(
    subject: BundleSubject, speech: Speech, role_of: RoleOf
) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    teller = Teller(speech, role_of, {})
    for one in subject.of_each:
        assert one.request is not None
        named = reference(one.request.id)
        for piece, event in zip(one.pieces, one.events, strict=True):
            if piece.topic in CORRESPONDENCE:
                day = _day_of(event)
                under = str(getattr(event, "dossier", None) or "–")
                said = teller.tell(piece, event)
                what = " – ".join(part for part in (said.title, said.detail) if part)
                yield day.isoformat(), piece.place, (speech.day(day), named, what, under)


def _day_of(event: Event) -> date:
    """The day on which it was written; that of its recording where the event says none."""
    return trail.happened_on(event.TOPIC, dict(event)) or event.recorded_on


def _profiles(subject: BundleSubject, facts: InspectionFacts, speech: Speech) -> Section:
    """Every version that was in force when one of these requests came in."""
    say = speech.say
    counted = Counter(one.setting.profile for one in _each(subject))
    first = {one.setting.profile: one.received_on for one in reversed(_each(subject))}
    rows = [
        (version, speech.day(first[version]), speech.number(number))
        for version, number in sorted(counted.items(), key=lambda one: first[one[0]])
    ]
    head = (say("Profile"), say("First request under it"), say("Requests"))
    now = say("In force now: {version}.", version=facts.profile)
    return Section(say("Profiles of the controller"), [now], tables=[Table("", "", head, rows)])


def _audits(facts: InspectionFacts, speech: Speech) -> Section:
    say = speech.say
    rows = [
        (
            speech.instant(one.at),
            say("the whole store") if one.whole else say("what was new"),
            speech.number(one.entries),
            speech.number(one.findings),
        )
        for one in facts.audits
    ]
    head = (say("When"), say("Of what"), say("Entries"), say("Findings"))
    title = say("Audits of the store by itself")
    if not rows:
        return Section(title, [say("None is recorded.")])
    return Section(title, tables=[Table("", "", head, rows)])


def _each(subject: BundleSubject) -> list[RightsRequest]:
    return [one.request for one in subject.of_each if one.request is not None]
