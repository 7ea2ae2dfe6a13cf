"""What a letter says of recipients: who received these data, and who heard what was done.

Those that were recorded for this request, by their own names (C-154/21); where nobody recorded
them there is a gap, and never a list of everybody whom the profile knows.
"""

from griffie.application.controller.profile import Recipient
from griffie.application.letters.letter import Demand, InformationItem, Paragraph
from griffie.application.letters.letter_source import LetterSource
from griffie.domain import events
from griffie.domain.law import GDPR, Provision, Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.disclosed import (
    Disclosed,
    DisclosureSource,
    disclosures_about,
    recipients_of,
    recipients_to_tell,
    recipients_unknown,
)
from griffie.domain.rights_request import RightsRequest

RECEIVED, TOLD = GDPR(15, 1, "c"), GDPR(19)
_AUTHORITY = "public_authority"


def recipients_demand(provision: Provision, right: Right) -> Demand:
    """That recipients are named, by one of the two articles."""
    item = InformationItem.INFORMATION if provision == RECEIVED else InformationItem.RECIPIENTS
    return Demand(item, provision, right)


def tells_of_recipients(request: RightsRequest, claim: Claim) -> bool:
    """Whether an answer about this claim says who is told of what was done: Article 19."""
    return bool(recipients_to_tell(request, claim)) or recipients_unknown(request, claim)


def received_paragraph(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(c): who received the data, and which of them."""
    demand = (recipients_demand(RECEIVED, claim.right),)
    say, request = source.speaker.say, source.request
    if request.recipients_recorded:
        items = [_disclosed(source, one) for one in disclosures_about(request, claim)]
    else:
        items = [_checked(source, code) for code in claim.recipients]
        items = items or [source.speaker.gap("recipients")]
    if not items:
        return Paragraph(say("access/disclosed/none", cite=RECEIVED), demand)
    text = say("access/disclosed", cite=RECEIVED)
    return Paragraph(text, demand, tuple(dict.fromkeys(items)))


def told_paragraph(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 19: who received the data and was told, will be told, or need not be, and why."""
    demand = (recipients_demand(TOLD, claim.right),)
    items = [
        source.speaker.gap("authorities")
        if _is_authority(source, code)
        else _notified(source, claim.right, code)
        for code in recipients_to_tell(source.request, claim)
    ]
    items = items or [source.speaker.gap("told")]
    text = source.speaker.say("recipients/notified", cite=TOLD)
    return Paragraph(text, demand, items=tuple(dict.fromkeys(items)))


def known_recipients(request: RightsRequest, claim: Claim) -> tuple[str, ...] | None:
    """The codes of who received the data; none where nobody recorded that."""
    found = recipients_of(request, claim)
    return found if found or request.recipients_recorded else None


def _disclosed(source: LetterSource, one: Disclosed) -> str:
    said = _checked(source, one.recipient)
    if one.categories:
        said = source.speaker.labelled(said, source.categories(one.categories))
    if one.source is DisclosureSource.ASSUMED:
        return source.speaker.say("access/disclosed/assumed", recipient=said)
    return said


def _checked(source: LetterSource, code: str) -> str:
    """A recipient by its own name; what the profile only describes is left to the clerk."""
    if _is_authority(source, code):
        return source.speaker.gap("authorities")
    name, profiled = _name(source, code), _profiled(source, code)
    if profiled and profiled.review and not _own_name(source, code):
        return f"{name} {source.speaker.gap('recipient')}"
    return name


def _name(source: LetterSource, code: str) -> str:
    if own := _own_name(source, code):
        return own
    profiled = _profiled(source, code)
    return profiled.name.in_(source.speaker.language) if profiled else code


def _own_name(source: LetterSource, code: str) -> str:
    named = (one.name for one in source.request.disclosures if one.recipient == code and one.name)
    return next((source.typed(name) for name in named), "")


def _profiled(source: LetterSource, code: str) -> Recipient | None:
    return next((one for one in source.profile.recipients if one.code == code), None)


def _is_authority(source: LetterSource, code: str) -> bool:
    profiled = _profiled(source, code)
    return profiled is not None and profiled.kind == _AUTHORITY


def _notified(source: LetterSource, right: Right, code: str) -> str:
    name = _name(source, code)
    match source.past.recipients.get((right, code)):
        case events.RecipientNotified(notified_on=on):
            return source.speaker.say("recipients/told_on", recipient=name, on=on)
        case events.RecipientNotificationOmitted(ground=ground):
            return source.speaker.say(f"recipients/omitted/{ground}", recipient=name)
    return source.speaker.say("recipients/to_be_told", recipient=name)
