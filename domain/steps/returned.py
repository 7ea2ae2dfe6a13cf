"""A letter that came back: the requester was not told by it, unless a person says why it counts."""

from datetime import date

from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel
from griffie.domain.steps import rules
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import OneRightOrMore, PastDay
from griffie.domain.steps.step import Hint, step


class LetterReturned(KeptEvent):
    """A letter came back undelivered. The next one counts, unless a person said why the first."""

    TOPIC = "LetterReturned"
    channel: Channel
    on: date
    rights: Rights
    first_counts: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.happened(self.on)
        for right in self.rights:
            claim = request.claims[right]
            first = self.first_counts is not None
            request.put(claim.returned(self.channel, self.on, first_counts=first))


@claim_rule("nothing was sent about {right} that could come back: tell the requester first")
def was_sent(_: RequestState, claim: Claim) -> bool:
    """A letter went out that answered, and has not come back."""
    return any(letter.returned_on is None for letter in claim.letters)


class Returned(RequestState):
    """The step that records what came back."""

    @step(
        rules.not_merged,
        was_sent,
        hint=Hint("the next letter counts, unless you say why the first one does"),
    )
    def record_returned(
        self,
        _: Occasion,
        *,
        channel: Channel,
        on: PastDay,
        rights: OneRightOrMore,
        first_counts: Sealed | None = None,
    ) -> LetterReturned:
        """Record that an answer came back undelivered: Article 12(3) GDPR.

        The requester is to be told again, and the later letter counts; both days stay in sight.
        Where the first dispatch is to count (a wrong address that the requester gave), say why in
        `first_counts`: that is our policy, and a person's judgment.

        Why: Art. 12(3): "provide information": a letter that came back provided none.
        """
        for right in rights:
            letters = (one for one in self.claims[right].letters if one.returned_on is None)
            went = [one for one in letters if one.channel in {channel, None}]
            if not went:
                raise BadInputError("channel", "no letter about this right went that way")
            if all(one.on > on for one in went):
                raise BadInputError("on", "before the letter was sent")
        return LetterReturned(channel=channel, on=on, rights=rights, first_counts=first_counts)
