"""The section of a letter about one decided claim: what was done, what not, and why."""

from collections.abc import Iterator

from griffie.application.letters.access_information import information_paragraphs
from griffie.application.letters.carried_out import (
    carried_out,
    categories_phrase,
    done_phrase,
    named_purposes,
    provision_of,
)
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section, Typed
from griffie.application.letters.letter_source import YES, LetterSource, may_be_shown
from griffie.domain import events
from griffie.domain.law import GDPR, ExceptionGround, Provision, Right
from griffie.domain.law.catalogue import words as words_of
from griffie.domain.law.rights import ARTICLE_19, AT_ONCE
from griffie.domain.request.claim import EXECUTED, PROMISED, Announced, Claim
from griffie.domain.request.vocabulary import ClaimStatus, Deed

ACTION, NO_ACTION, RECIPIENTS = GDPR(12, 3), GDPR(12, 4), GDPR(19)
PUBLIC = GDPR(17, 2)
_REFUSAL = GDPR(12, 5, "b")
DISMISSED = Demand(InformationItem.REASONS, NO_ACTION)
BY_MACHINE = frozenset({ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT})
"""The exceptions that give a right to a human review: Article 22(3), points (a) and (c)."""


def claim_section(source: LetterSource, claim: Claim) -> Section:
    """Everything the letter says about one claim, under the name of its right."""
    title = source.speaker.titled(f"right/{claim.right}")
    return Section(tuple(_paragraphs(source, claim)), title, claim.right)


def _paragraphs(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    yield from named_purposes(source, claim)
    shown = [one for one in claim.exceptions if may_be_shown(one.ground or "")]
    if claim.status in YES:
        yield _done(source, claim, partly=bool(shown), openly=len(shown) == len(claim.exceptions))
    if len(claim.noes) > len(claim.exceptions):
        yield _refused(source, claim)
    for announced in claim.announced:
        yield _announced(source, claim, announced)
    for exception in source.past.of(claim.right).exceptions:
        if may_be_shown(exception.ground):
            yield _excepted(source, claim, exception)
    if claim.wholly_excepted and not shown:
        yield _neutral(source, claim)
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
    if claim.status in EXECUTED and right in ARTICLE_19 and claim.recipients:
        yield _recipients(source, claim)
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
    text = source.speaker.say(f"ground/{found.ground}")
    return Section((Paragraph(text, (DISMISSED,), typed=(explained,)),))


def _done(source: LetterSource, claim: Claim, *, partly: bool, openly: bool) -> Paragraph:
    """Article 12(3): "information on action taken"."""
    say, right = source.speaker.say, claim.right
    meets = (Demand(InformationItem.ACTION, AT_ONCE.get(right, ACTION), right),)
    if claim.status in PROMISED:
        key = f"granted/{right}" if source.speaker.knows(f"granted/{right}") else "granted"
        text = say(key, cite=ACTION)
    else:
        own = f"done/{right}/partly"
        key = own if partly and source.speaker.knows(own) else done_phrase(claim)
        text = say(key, cite=provision_of(key, right))
    if partly and not key.endswith("/partly"):
        text = f"{text} {say('partly')}"
    excepted = {name for one in claim.exceptions for name in one.part.categories}
    left = [name for name in claim.categories if name not in excepted]
    # Where something may not be told there is no list: what is missing in it would show.
    if left and partly and openly:
        text = f"{text} {say(categories_phrase(claim), categories=source.categories(left))}"
    typed: tuple[Typed, ...] = ()
    if claim.status in EXECUTED:
        words = source.typed(source.past.of(right).measures)
        typed = (Typed(say("label/measures"), words),)
    return Paragraph(text, meets, typed=typed)


def _refused(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 12(4): "the reasons for not taking action"."""
    ground = claim.ground or ""
    if not may_be_shown(ground):
        return _neutral(source, claim)
    cite = Provision.parse(ground) if not ground.startswith("fact/") else NO_ACTION
    named = _REFUSAL if cite[:3] == _REFUSAL[:3] else cite
    own = f"ground/{ground}"
    if source.speaker.knows(own):
        text = source.speaker.say(own, cite=named)
    else:
        said = words_of(ground).said_in(source.speaker.language)
        text = source.speaker.say("ground/other", ground=said, cite=named)
    explained = Typed(
        source.speaker.say("label/explanation"), source.typed(source.past.of(claim.right).because)
    )
    return Paragraph(text, ground_demands(claim.right, ground), typed=(explained,))


def _excepted(source: LetterSource, claim: Claim, exception: events.ExceptionApplied) -> Paragraph:
    """What is kept or not done, on which ground, for which data, and until when."""
    say, ground = source.speaker.say, exception.ground
    cite = ground.provision
    assert cite is not None
    kind = "kept" if claim.right is Right.ERASURE else "excepted"
    if exception.categories and source.knows_purposes(exception.categories):
        # As old files hold it: purposes of an objection, named where categories stand.
        said = [say("excepted/purposes", purposes=source.purposes(exception.categories))]
    elif exception.categories:
        said = [say(f"{kind}/some", categories=source.categories(exception.categories))]
    else:
        said = [say(f"{kind}/all")]
    own = f"ground/{ground}"
    frame = own if source.speaker.knows(own) else f"ground/gdpr/{cite.article}/{cite.paragraph}"
    key = frame if source.speaker.knows(frame) else "ground/other"
    words = "" if key == own else words_of(ground).said_in(source.speaker.language)
    said.append(say(key, ground=words, cite=cite))
    if exception.until:
        said.append(say(f"{kind}/until", until=exception.until))
    typed = [Typed(say("label/explanation"), source.typed(exception.necessity))]
    if exception.legal_basis:
        typed.append(Typed(say("label/legal_basis"), source.typed(exception.legal_basis)))
    return Paragraph(" ".join(said), ground_demands(claim.right, ground), typed=tuple(typed))


def ground_demands(right: Right, ground: str) -> tuple[Demand, ...]:
    """What a letter must tell of a ground: the reasons and, unless it is a fact, the provision."""
    reasons = Demand(InformationItem.REASONS, NO_ACTION, right)
    if ground.startswith("fact/"):
        return (reasons,)
    return (reasons, Demand(InformationItem.GROUND, Provision.parse(ground), right))


def _announced(source: LetterSource, claim: Claim, announced: Announced) -> Paragraph:
    """Articles 13(3) and 21(1): the announced purpose to which the requester objects."""
    named = source.purposes((announced.purpose,))
    cite = claim.right.provision
    said = [source.speaker.say("objection/announced", on=announced.on, purpose=named, cite=cite)]
    if claim.status is ClaimStatus.FULFILLED:
        said.append(source.speaker.say("objection/announced/stopped"))
    return Paragraph(" ".join(said))


def _neutral(source: LetterSource, claim: Claim) -> Paragraph:
    reasons = Demand(InformationItem.REASONS, NO_ACTION, claim.right)
    return Paragraph(source.speaker.say("neutral"), (reasons,))


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


def _recipients(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 19: who received the data and was told, will be told, or need not be, and why."""
    known = {one.code: one for one in source.profile.recipients}
    items = []
    for code in claim.recipients:
        recipient = known.get(code)
        if recipient and recipient.kind == "public_authority":
            items.append(source.speaker.gap("authorities"))
            continue
        unnamed = source.speaker.gap("recipient")
        name = recipient.name.in_(source.speaker.language) if recipient else unnamed
        items.append(_notified(source, claim.right, code, name))
    text = source.speaker.say("recipients/notified", cite=RECIPIENTS)
    demand = Demand(InformationItem.RECIPIENTS, RECIPIENTS, claim.right)
    return Paragraph(text, (demand,), items=tuple(dict.fromkeys(items)))


def _notified(source: LetterSource, right: Right, code: str, name: str) -> str:
    match source.past.recipients.get((right, code)):
        case events.RecipientNotified(notified_on=on):
            return source.speaker.say("recipients/told_on", recipient=name, on=on)
        case events.RecipientNotificationOmitted(ground=ground):
            return source.speaker.say(f"recipients/omitted/{ground}", recipient=name)
    return source.speaker.say("recipients/to_be_told", recipient=name)
