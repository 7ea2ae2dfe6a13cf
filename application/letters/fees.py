"""What an answer would cost, told before anything is done for it: Articles 12(5)(a) and 15(3).

No article says that the fee is told beforehand; Guidelines 01/2022 of the EDPB, paragraph 194, do,
so that the request can be withdrawn or narrowed. No clock stops for it: our policy [P].
"""

from collections.abc import Iterator

from griffie.application.letters.letter import Demand, Paragraph, Section, Typed, What
from griffie.application.letters.source import Case
from griffie.domain.law import GDPR, FeeGround, Provision, Right
from griffie.domain.request.claim import Claim, Fee
from griffie.domain.request.vocabulary import FeeStatus
from griffie.domain.rights_request import RightsRequest

ANSWER = GDPR(12, 3)


def costing(request: RightsRequest) -> tuple[tuple[Claim, Fee], ...]:
    """The claims for which a fee was proposed and nobody has said yes or no."""
    return tuple(
        (claim, claim.fee)
        for claim in request.claims.values()
        if claim.fee and claim.fee.standing is FeeStatus.PROPOSED
    )


def resting_on(ground: FeeGround) -> Provision:
    """The provision that allows this fee."""
    return GDPR(15, 3) if ground is FeeGround.FURTHER_COPIES else GDPR(12, 5, "a")


def charged(right: Right, ground: FeeGround) -> tuple[Demand, ...]:
    return (
        Demand(What.FEE, resting_on(ground), right),
        Demand(What.GROUND, Provision.parse(ground), right),
    )


def fees(case: Case) -> Iterator[Section]:
    say = case.speaker.say
    for claim, fee in costing(case.request):
        yield Section(tuple(_asked(case, claim.right, fee)), right=claim.right)
    due = min(case.request.term_of(claim).strict_due_on for claim, _ in costing(case.request))
    choice = Paragraph(say("fee/choice", contact=case.contact))
    yield Section((choice, Paragraph(say("fee/clock", due=due, cite=ANSWER))))


def _asked(case: Case, right: Right, fee: Fee) -> Iterator[Paragraph]:
    say, cite = case.speaker.say, resting_on(fee.ground)
    amount, ground = charged(right, fee.ground)
    yield Paragraph(say(f"fee/{fee.ground}", cite=cite), (ground,))
    named = say(f"right/{right}")
    money = case.speaker.euros(fee.amount_cents)
    yield Paragraph(say("fee/amount", right=named, amount=money, cite=cite), (amount,))
    reasons = case.typed(case.past.fees[right].demonstration)
    yield Paragraph(say("fee/reasons"), typed=(Typed("", reasons),))
