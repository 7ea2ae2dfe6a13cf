"""The section of a letter about one decided claim: what was done, what not, and why."""

from collections.abc import Iterator

from griffie.application.letters.access_information import information_paragraphs
from griffie.application.letters.carried_out import carried_out, named_purposes
from griffie.application.letters.done import done_paragraph
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section, Typed
from griffie.application.letters.letter_source import YES, LetterSource, may_be_shown
from griffie.application.letters.persons import said_besides
from griffie.application.letters.recipients import tells_of_recipients, told_paragraph
from griffie.application.letters.withheld import NO_ACTION, withheld
from griffie.domain import events
from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.request.claim import EXECUTED, Announced, Claim
from griffie.domain.request.vocabulary import ClaimStatus, Deed

PUBLIC = GDPR(17, 2)
DISMISSED = Demand(InformationItem.REASONS, NO_ACTION)
BY_MACHINE = frozenset({ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT})
"""The exceptions that give a right to a human review: Article 22(3), points (a) and (c)."""


def claim_section(source: LetterSource, claim: Claim) -> Section:
    """Everything the letter says about one claim, under the name of its right."""
    title = source.speaker.titled(f"right/{claim.right}")
    neutral = (Paragraph(source.speaker.say(one)) for one in source.neutral(claim.right))
    return Section((*_paragraphs(source, claim), *neutral), title, claim.right)


def _paragraphs(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    yield from named_purposes(source, claim)
    shown = [one for one in claim.noes if may_be_shown(one.ground or "")]
    if claim.status in YES:
        openly = len(shown) == len(claim.noes) and not source.neutral(claim.right)
        yield done_paragraph(source, claim, partly=bool(shown), openly=openly)
    for announced in claim.announced:
        yield _announced(source, claim, announced)
    yield from withheld(source, claim, shown)
    yield from _by_a_person(source, claim, offered=any(one.ground in BY_MACHINE for one in shown))
    if claim.status in YES:
        yield from _after(source, claim)


def _after(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """What follows from a granted claim: for recipients, and for the requester."""
    say, right = source.speaker.say, claim.right
    if right is Right.ERASURE:
        for late in source.past.backups:
            yield Paragraph(say("done/erasure/backup", until=late.until))
    if claim.status in EXECUTED and Deed.PUBLIC_CONTROLLERS_INFORMED in claim.deeds:
        yield _public(source, claim)
    if tells_of_recipients(source.request, claim):
        yield told_paragraph(source, claim)
    yield from carried_out(source, claim)
    if right is Right.RESTRICTION:
        demand = Demand(InformationItem.LIFT, GDPR(18, 3), right)
        yield Paragraph(say("done/restriction/notice", cite=GDPR(18, 3)), (demand,))
    if right is Right.ACCESS:
        yield from information_paragraphs(source, claim)


def dismissal_section(source: LetterSource) -> Section:
    """That the message is no request, or one for another controller, with the reasons."""
    found = source.past.dismissal
    assert found is not None
    explained = Typed(source.speaker.say("label/explanation"), source.typed(found.reason))
    cite = found.ground.provision or NO_ACTION
    text = source.speaker.say(f"ground/{found.ground}", cite=cite)
    text = f"{text} {said_besides(source, found.ground)}".rstrip()
    return Section((Paragraph(text, (DISMISSED,), typed=(explained,)),))


def _announced(source: LetterSource, claim: Claim, announced: Announced) -> Paragraph:
    """Articles 13(3), 21(1) and 7(3): the announced purpose that the requester refuses."""
    named = source.purposes((announced.purpose,))
    cite = claim.right.provision
    withdrawn = claim.right is Right.CONSENT_WITHDRAWAL
    key = "withdrawal/announced" if withdrawn else "objection/announced"
    said = [source.speaker.say(key, on=announced.on, purpose=named, cite=cite)]
    if claim.status is ClaimStatus.FULFILLED:
        said.append(source.speaker.say("objection/announced/stopped"))
    return Paragraph(" ".join(said))


def _by_a_person(source: LetterSource, claim: Claim, *, offered: bool) -> Iterator[Paragraph]:
    """What a person made of the decision; before that, that one may be asked for."""
    if review := source.past.reviews.get(claim.right):
        yield _reviewed(source, claim, review)
    elif offered:
        yield _human(source, claim)


def _human(source: LetterSource, claim: Claim) -> Paragraph:
    cite = GDPR(22, 3)
    text = source.speaker.say("human_intervention", cite=cite, contact=source.contact)
    return Paragraph(text, (Demand(InformationItem.HUMAN, cite, claim.right),))


def _reviewed(source: LetterSource, claim: Claim, review: events.HumanReviewPerformed) -> Paragraph:
    """Article 22(3): the outcome of the human review, why, and that the requester was heard."""
    say, cite = source.speaker.say, GDPR(22, 3)
    said = [say(f"human/{review.outcome}", on=review.reviewed_on, cite=cite)]
    if review.view:
        said.append(say("human/heard"))
    explained = Typed(say("label/explanation"), source.typed(review.reasons))
    demand = Demand(InformationItem.HUMAN, cite, claim.right)
    return Paragraph(" ".join(said), (demand,), typed=(explained,))


def _public(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 17(2): which controllers of public copies were told to erase them, and how."""
    told = [words for one in source.past.public for words in (one.who, one.measures)]
    typed = tuple(Typed("", source.typed(words)) for words in told)
    demand = Demand(InformationItem.PUBLIC, PUBLIC, claim.right)
    return Paragraph(source.speaker.say("done/erasure/public", cite=PUBLIC), (demand,), typed=typed)
