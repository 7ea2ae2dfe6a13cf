"""Approvals: what somebody proposed and another person must see, where the profile asks for it.

Beside each proposal stand the four facts of the step that approves it, as they stand beside its
form: from the step, tried on a copy of the request. The reasons stay sealed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from griffie.api.console.desk.attempt import attempt
from griffie.api.console.desk.decide_page import TITLES, advised
from griffie.api.console.desk.step_form import StepForm
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.console.queue.tabs import read_cursor
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.words.colleagues import Colleague, actor_name, colleagues
from griffie.api.words.event_lines import event_detail
from griffie.api.words.names import CHANNELS, CLAIMS
from griffie.api.words.naming import Naming
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.register.every_item import position_of
from griffie.application.register.view import Item
from griffie.application.register.view import Query as RegisterQuery
from griffie.application.requests.commands import AnyStep, command
from griffie.domain import step_words as words
from griffie.domain.model.event import Event
from griffie.domain.request.claim import Claim
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step
from griffie.domain.steps.not_ours import NoRequestFound

ROWS = 10
"""Requests on a page."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class Proposal(NamedTuple):
    """Something proposed: what and by whom, the step that approves it, and where it is undone."""

    what: str
    facts: list[tuple[str, str]]
    """A label and the words of each."""
    form: StepForm
    """The approval, tried on a copy: who proposed it is refused."""
    right: str
    """The field of its form, if it has one."""
    revoke: str

    @property
    def reference(self) -> str:
        return self.form.reference

    @property
    def approve(self) -> str:
        return f"/requests/{self.reference}/do/{self.form.step.path}"


class Waiting(NamedTuple):
    """A page of what waits."""

    proposals: list[Proposal]
    after: str | None
    """The cursor of the page that follows."""


class Approvals(NamedTuple):
    """What waits for approval, as one reader sees it."""

    engine: Engine
    account: Account
    speech: Speech
    known: Mapping[str, Colleague]

    def waiting(self, cursor: str = "") -> Waiting:
        """What waits in a page of requests, the most urgent first."""
        asked = RegisterQuery(proposed=True, limit=ROWS + 1, after=read_cursor(cursor))
        items = self.engine.current().items(asked, self.engine.today())
        found = [one for item in items[:ROWS] for one in self._of_request(item)]
        more = len(items) > ROWS
        return Waiting(found, ".".join(position_of(items[ROWS - 1])) if more else None)

    def _of_request(self, item: Item) -> Iterator[Proposal]:
        request = self.engine.requests.load(item.id)
        history = list(self.engine.requests.history(item.id))
        for right, claim in request.claims.items():
            if claim.proposers:
                versions = {one.version for one in claim.decisions if one.proposed_by}
                proposed = [one for one in history if one.originator_version in versions]
                status = self.speech.say(CLAIMS[ClaimStatus.REFUSAL_PROPOSED])
                what = self.speech.labelled(first_up(self.speech.right(right)), status)
                facts = [*self._facts(request, proposed), *self._advice(claim)]
                form = self._form(request, Step.approve_refusal, right=right)
                revoke = f"/requests/{item.reference}/do/{Step.revoke_decision.path}?right={right}"
                yield Proposal(what, facts, form, right, revoke)
        if request.dismissed and request.dismissed.proposed_by:
            found = [one for one in history if isinstance(one, NoRequestFound)]
            form = self._form(request, Step.approve_finding)
            what = self.speech.phrase(words.imperative(Step.find_no_request))
            yield Proposal(what, [*self._facts(request, found[-1:])], form, "", "")

    def _form(self, request: RightsRequest, step: AnyStep, **body: str) -> StepForm:
        """The form that would be opened for it, tried with what can be said beforehand."""
        tried = attempt(self.engine, request, command(step, **body), self.account, self.speech)
        chosen = {name: [value] for name, value in body.items()}
        return StepForm(
            self.engine, request, step, self.account, self.speech, tried=tried, chosen=chosen
        )

    def _facts(
        self, request: RightsRequest, proposed: Sequence[Event]
    ) -> Iterator[tuple[str, str]]:
        say, speech = self.speech.say, self.speech
        called = Naming(self.engine.profile, self.known, speech).of
        for event in proposed:
            who = actor_name(event.actor, self.known, speech)
            yield say("Proposed"), event_detail(event, speech, called)
            yield say("Proposed by"), f"{who}, {speech.instant(event.timestamp)}"
        received = speech.day(request.received_on), say(CHANNELS[request.channel])
        yield say("Received"), ", ".join(received)
        yield say("Last day to answer"), speech.long_day(request.deadline.term.due_on)

    def _advice(self, claim: Claim) -> Iterator[tuple[str, str]]:
        if answer := advised(claim, self.engine.profile):
            yield self.speech.say("The profile advises"), self.speech.say(TITLES[answer])


@router.get("/approvals")
def approvals(
    http: Request, account: SignedIn, after: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """The list, for those who may approve; `after` is where a page begins."""
    if not may_take(account.role, Step.approve_refusal.path):
        raise not_allowed_error()
    engine = engine_of(http)
    known = colleagues(engine.access, account)
    shown = Approvals(engine, account, speech_for(http), known).waiting(after)
    return render_page(
        http, "desk/approvals.html", account, waiting=shown.proposals, after=shown.after
    )
