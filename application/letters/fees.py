"""The letter about a fee, sent before anything is done: Articles 12(5)(a) and 15(3).

No article says that the fee is told first. EDPB Guidelines 01/2022, paragraph 194, do, so that the
request can be withdrawn or narrowed. No clock stops for it: our policy [P].
"""

from collections.abc import Iterator

from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Section, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.remedies import remedies
from griffie.application.letters.waiting import when
from griffie.domain.law import GDPR, FeeGround, Provision, Right
from griffie.domain.request.claim import Claim, Fee
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import FeeStatus
from griffie.domain.rights_request import RightsRequest

_ANSWER = GDPR(12, 3)


def open_fees(request: RightsRequest) -> tuple[tuple[Claim, Fee], ...]:
    """The claims with a fee that was proposed, and neither accepted nor declined."""
    return tuple(
        (claim, claim.fee)
        for claim in request.claims.values()
        if claim.fee and claim.fee.standing is FeeStatus.PROPOSED
    )


def _provision_of_fee(ground: FeeGround) -> Provision:
    """The provision that allows this fee."""
    return GDPR(15, 3) if ground is FeeGround.FURTHER_COPIES else GDPR(12, 5, "a")


def fee_demands(right: Right, ground: FeeGround) -> tuple[Demand, ...]:
    """What the law demands of a letter about a fee: the amount and the ground."""
    return (
        Demand(InformationItem.FEE, _provision_of_fee(ground), right),
        Demand(InformationItem.GROUND, Provision.parse(ground), right),
    )


def fees(source: LetterSource) -> Iterator[Section]:
    """The sections of the letter: one for each open fee, and what the requester can do."""
    say = source.speaker.say
    for claim, fee in open_fees(source.request):
        yield Section(tuple(_asked(source, claim.right, fee)), right=claim.right)
    asked = [claim for claim, _ in open_fees(source.request)]
    said = [
        Paragraph(say("fee/choice", contact=source.contact)),
        _means(source),
        _clock(source, asked),
    ]
    yield Section(tuple(said))
    yield remedies(source, "routes/title/letter")


def _means(source: LetterSource) -> Paragraph:
    """How one pays; without an account in the profile, a gap."""
    identity = source.profile.identity
    account = (identity and identity.account) or source.speaker.gap("account")
    known_as = reference(source.request.id)
    return Paragraph(source.speaker.say("fee/pay", account=account, reference=known_as))


def _clock(source: LetterSource, asked: list[Claim]) -> Paragraph:
    """No clock stops for a fee [P]: when the requester hears, right by right if they differ."""
    days = {source.request.term_of(claim).strict_due_on for claim in asked}
    if len(days) == 1 and min(days) >= source.on:
        return Paragraph(source.speaker.say("fee/clock", due=days.pop(), cite=_ANSWER))
    text = source.speaker.say("fee/clock/each", cite=_ANSWER)
    return Paragraph(text, items=when(source, asked))


def _asked(source: LetterSource, right: Right, fee: Fee) -> Iterator[Paragraph]:
    say, cite = source.speaker.say, _provision_of_fee(fee.ground)
    amount, ground = fee_demands(right, fee.ground)
    yield Paragraph(say(f"fee/{fee.ground}", cite=cite), (ground,))
    named = say(f"right/{right}")
    money = source.speaker.euros(fee.amount_cents)
    yield Paragraph(say("fee/amount", right=named, amount=money, cite=cite), (amount,))
    reasons = source.typed(source.past.fees[right].demonstration)
    yield Paragraph(say("fee/reasons"), typed=(Typed("", reasons),))
