"""The requester is told what was done, or why not: Article 12(3) and (4)."""

from datetime import date
from typing import Annotated

from annotated_types import MaxLen

from griffie.domain.law import GDPR, Language, Provision, Right
from griffie.domain.law.information import MAY_NOT_EXIST, NEVER_LEFT_OUT
from griffie.domain.model.errors import (
    BadInputError,
    NamedRights,
    OutOfOrderError,
    UnlawfulError,
    UnsaidError,
)
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import UNDECIDED, Claim
from griffie.domain.request.hands import in_doubt_on, known_on
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Said
from griffie.domain.request.vocabulary import Channel, Letter, Where
from griffie.domain.steps import denial, restricted_part, rules
from griffie.domain.steps.channels import answered_in_kind, heard_by_the_person, no_is_written
from griffie.domain.steps.deed import Fact, is_irregular
from griffie.domain.steps.omission import approved_by_others
from griffie.domain.steps.readiness import check_channel
from griffie.domain.steps.said import InvokedRights, PastDay, Reason
from griffie.domain.steps.step import Hint, step

ANSWERS = frozenset({Letter.ANSWER, Letter.REFUSAL})
"""The letters that answer: others say what is going on, and stop no clock."""


class RequesterInformed(Fact):
    """The requester was told something about rights.

    On a day, by a channel, in a letter of a kind.
    """

    TOPIC, SCHEMA = "RequesterInformed", 3
    kind: Letter
    rights: Rights
    sent_on: date
    channel: Channel
    text: Sealed | None = None
    answered: bool = False  # nothing of the request remains untold
    said: tuple[Said, ...] = ()
    language: Language | None = None
    channel_reason: Sealed | None = None
    profile: str | None = None
    """The version of the profile whose head and foot the letter had; none in events of before."""

    def take_effect(self, request: RequestState) -> None:
        request.happened(self.sent_on)
        if self.kind is Letter.ANSWER and request.copies:
            request.copies_out_on = self.sent_on
        if self.kind in ANSWERS:
            for right in self.rights:
                request.put(request.claims[right].told(self.sent_on, self.channel))
            request.reconsidered -= frozenset(self.rights)
            if request.dismissed and not request.dismissed.informed_on:
                request.dismissed = request.dismissed._replace(informed_on=self.sent_on)
        if self.kind is Letter.RESTRICTION_LIFT:
            request.restrictions = tuple(
                one.lift_announced(self.sent_on) for one in request.restrictions
            )

    def went_astray(self, request: RequestState) -> bool:
        unknown = self.channel is Channel.PHONE and not known_on(request, self.sent_on)
        return self.kind in ANSWERS and (unknown or in_doubt_on(request, self.sent_on))


def _what_may_be_told(request: RequestState) -> Hint:
    """A letter that answers waits for the decision; one that says how things stand does not."""
    if request.outcome:
        return Hint("the request is closed: no answer, only what happened since")
    if not request.claims:
        found = Hint("the answer: that it was found to be no request")
        return found if request.dismissed else Hint("no answer: nothing was decided")
    decided = [claim.right for claim in request.claims.values() if claim.status not in UNDECIDED]
    if not decided:
        return Hint("no answer: nothing was decided")
    return Hint("an answer or a refusal only about {rights}", {"rights": NamedRights(decided)})


def says_no(claim: Claim) -> bool:
    """Whether something that was asked is not done: all of it, or what an exception takes out."""
    return bool(claim.noes)


def _days_of_letters(request: RequestState) -> frozenset[date]:
    """The days of its letters; one that the law forbade told nothing."""
    letters = (one for one in request.kept_events if isinstance(one, RequesterInformed))
    return frozenset(one.sent_on for one in letters if not is_irregular(one))


class Answers(RequestState):
    """The steps that tell the requester something."""

    @step(rules.not_merged, meant=lambda _: True, hint=_what_may_be_told)
    def inform(
        self,
        now: Occasion,
        *,
        kind: Letter,
        rights: InvokedRights,
        sent_on: PastDay,
        channel: Channel,
        text: Sealed | None = None,
        language: Language | None = None,
        said: Annotated[tuple[Said, ...], MaxLen(100)] = (),
        channel_reason: Reason | None = None,
    ) -> RequesterInformed:
        """Record the letter that told the requester: Article 12(3) and (4) GDPR.

        An answer or a refusal is about rights that were decided, or about a message that was found
        to be no request (`rights` empty). Any other letter may be sent at any time and stops no
        clock.

        An answer says where each thing stands that the right demands: `said` names its provision,
        and whether it stands in the text, in an annex (a document of the request), in an earlier
        letter (its day), does not exist (no transfer, no automated decision), or was left out, with
        a reason. What is still unsaid is a 409 that lists it under `missing`.

        Without `text` an answer is recorded in the words of `GET …/letter`, about these rights; it
        says what it has no gap for. A `text` counts as saying what it evidently says: it cites the
        provision of each ground, or gives each thing under its own heading, or names the
        supervisory authority and, in the same language, a court. An answer given by word of mouth
        takes the same list.

        A refusal is written: by telephone or in person alone it is 409. What was asked
        electronically is answered electronically, unless `channel_reason` says why not; an answer
        by telephone needs that the person asked for it, and a verified identity. A call that
        answers nothing is kind `other`.

        Why: Art. 12(1), (3) and (4): say what was done, or why not, and where to complain. Art.
        15(1) and (2): what goes with a copy. Where four eyes are asked, somebody else approves
        first what is left out.
        """
        if len(set(rights)) < len(rights):
            raise BadInputError("rights", "the same right twice")
        if kind in ANSWERS:
            self._may_answer(rights)
            check_channel(self, channel)
            restricted_part.check_first(self, now, rights)
        if kind is Letter.RESTRICTION_LIFT and not self.restricting:
            raise OutOfOrderError("nothing is restricted: record the restriction first")
        for one in said:
            self._may_say(one)
        approved_by_others(self, now, said)
        told = set(rights) if kind in ANSWERS else set()
        answered = {claim.right for claim in self.untold} <= told
        if not self.claims:
            answered = self.answered or kind in ANSWERS
        if kind in ANSWERS:
            self._properly_told(kind, rights, sent_on, channel, channel_reason)
        return RequesterInformed(
            kind=kind,
            rights=rights,
            sent_on=sent_on,
            channel=channel,
            text=text,
            answered=answered,
            said=said,
            language=language,
            channel_reason=channel_reason,
            profile=now.controller.setting.profile,
        )

    def _properly_told(
        self,
        kind: Letter,
        rights: tuple[Right, ...],
        on: date,
        channel: Channel,
        because: Sealed | None,
    ) -> None:
        """What the law says of the letter as it was sent: to whom, whether it refuses, and how."""
        named = [self.claims[right] for right in rights]
        if kind is Letter.REFUSAL and any(not says_no(claim) for claim in named):
            raise UnlawfulError(
                GDPR(12, 4), "nothing was refused of what was asked: send it as an answer"
            )
        if kind is Letter.REFUSAL or any(says_no(claim) for claim in named):
            no_is_written(self, channel)
        access = self.claims.get(Right.ACCESS) if Right.ACCESS in rights else None
        given = kind is Letter.ANSWER and access is not None and access.is_carried_out
        if given and in_doubt_on(self, on):
            raise UnlawfulError(GDPR(12, 6), rules.identity_settled.otherwise)
        heard_by_the_person(self, on, channel, because)
        answered_in_kind(self, channel, because)

    def _may_say(self, one: Said) -> None:
        """Whether a thing can stand where it is said to stand."""
        provision = Provision.parse(one.provision)
        if (one.where is Where.ANNEX) is not (one.document is not None):
            raise BadInputError("said", "an annex, and nothing else, names a document")
        if one.document and one.document not in self.documents:
            raise BadInputError("said", "the annex is no document of this request")
        if (one.where is Where.SAID_ON) is not (one.on is not None):
            raise BadInputError("said", "an earlier letter, and nothing else, names a day")
        if one.on and one.on not in _days_of_letters(self):
            raise BadInputError("said", "no letter of this request was sent on that day")
        if one.where is Where.OMITTED and not one.because:
            raise BadInputError("said", "what is left out needs a reason")
        if one.where is Where.NONE_EXISTS and provision not in MAY_NOT_EXIST:
            raise UnsaidError(
                provision, (provision,), "this always exists: say it, or say why it is left out"
            )
        if one.where is Where.NONE_EXISTS and provision == GDPR(15, 1, "c"):
            denial.may_deny_recipients(self)
        if one.where is Where.OMITTED and provision in NEVER_LEFT_OUT:
            raise UnsaidError(
                provision,
                (provision,),
                "whoever is refused something is told why, and where to go: say it",
            )

    def _may_answer(self, rights: tuple[Right, ...]) -> None:
        if self.outcome:
            raise OutOfOrderError(rules.still_open.otherwise)
        if self.dismissed and self.dismissed.proposed_by:
            raise OutOfOrderError(
                "that this is no request was proposed: somebody else approves it first"
            )
        if not rights and not self.dismissed:
            raise BadInputError("rights", "none named")
        for right in rights:
            if self.claims[right].status in UNDECIDED:
                raise OutOfOrderError(rules.decided.otherwise, right=right)
            if denial.denies(self.claims[right]):
                denial.may_deny(self, self.claims[right])
