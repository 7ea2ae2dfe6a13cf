"""The form of a step as a page: its fields, four facts beside it, and what stands in its way."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from griffie.api.console.desk.attempt import Attempt
from griffie.api.console.desk.choices import Choices
from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.fields import Fields, FieldShown
from griffie.api.words.colleagues import actor_name
from griffie.api.words.event_lines import event_detail, event_title
from griffie.api.words.speech import Speech, first_up
from griffie.api.words.step_facts import Quoted, Recorded, law_of, quoted, recorded
from griffie.api.words.way_back import way_back
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.requests.commands import AnyStep
from griffie.domain import step_words as words
from griffie.domain.law import Provision
from griffie.domain.model.errors import StepRefusedError, UnlawfulError, UnsaidError
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step
from griffie.domain.steps.action import Action, actions

KEY_BYTES = 18


class Objection(NamedTuple):
    """Why a step is refused: the sentence, and the article where the law forbids it."""

    why: str
    cited: str
    provision: str


class Meanwhile(NamedTuple):
    """Something that a colleague recorded since the form was opened."""

    who: str
    when: str
    what: str
    detail: str


@dataclass(frozen=True)
class StepForm:
    """The values of the page. `entered` is what was typed; none where the form is opened."""

    engine: Engine
    request: RightsRequest
    step: AnyStep
    account: Account
    speech: Speech
    entered: Entered | None = None
    tried: Attempt = field(default_factory=Attempt)
    since: int | None = None
    """The version that was read, where the request has moved on since."""
    chosen: Entered = field(default_factory=dict)
    """What a link to the form chooses beforehand, of what can be chosen."""

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def title(self) -> str:
        return self.speech.phrase(words.imperative(self.step))

    @cached_property
    def action(self) -> Action:
        """The step as the request sees it: allowed for which rights, or forbidden."""
        return next(one for one in actions(self.request) if one.step is self.step)

    @property
    def hint(self) -> str:
        """What to mind, which depends on what will be said."""
        found = self.action.hint
        return first_up(self.speech.say(found.sentence, **found.words)) if found else ""

    @property
    def fields(self) -> list[FieldShown]:
        choices = Choices(self.engine, self.request, self.action, self.account, self.speech)
        unsaid = self.tried.refused
        missing = unsaid.missing if isinstance(unsaid, UnsaidError) else ()
        made = Fields(
            choices,
            self.engine.today(),
            self.entered,
            self.tried.errors,
            missing=missing,
            chosen=self.chosen,
        )
        return [*made.of(irregular=self.irregular)]

    @property
    def irregular(self) -> bool:
        """Whether it is asked why it was done although it is forbidden."""
        return self.action.irregular or (
            self.step.may_be_irregular and isinstance(self.tried.refused, UnlawfulError)
        )

    @property
    def objection(self) -> Objection | None:
        """What forbids it: found when it was sent, or known before."""
        found = self.tried.refused or (None if self.entered else self.action.forbidden)
        return objection(found, self.speech) if found else None

    @property
    def blocked(self) -> bool:
        """Whether nothing that can be typed would make it possible."""
        return self.action.forbidden is not None and not self.action.irregular

    @property
    def law(self) -> list[Quoted]:
        forbidden = self.tried.refused or self.action.forbidden
        cited = [forbidden.provision] if forbidden and forbidden.provision else []
        found = dict.fromkeys([*cited, *self._law_of_proposals(), *law_of(self.step)])
        return quoted(list(found), self.speech)

    def _law_of_proposals(self) -> Iterator[Provision]:
        """Who approves a no weighs what the law asks of that no: the article of each ground."""
        named = {**self.chosen, **(self.entered or {})}.get("right", [])
        for claim in self.request.claims.values() if self.step is Step.approve_refusal else ():
            for one in claim.decisions:
                if one.proposed_by and (not named or claim.right in named):
                    ground = one.ground or ""
                    is_fact = not ground or ground.startswith("fact/")
                    yield claim.right.provision if is_fact else Provision.parse(ground)

    @property
    def recorded(self) -> Recorded:
        return recorded(self.step, self.speech)

    @property
    def back(self) -> str:
        return way_back(self.step, self.speech)

    @property
    def last_day(self) -> str:
        return self.speech.long_day(self.request.deadline.term.due_on)

    @property
    def new_day(self) -> str:
        """The last day as the step would leave it, where it moves."""
        dates = self.tried.dates
        return self.speech.long_day(dates.then) if dates and dates.moved else ""

    @property
    def spoken(self) -> str:
        """The language of the letter."""
        return self.engine.profile.languages.spoken(self.request.language).value

    @property
    def meanwhile(self) -> Sequence[Meanwhile]:
        """What was recorded since the form was opened, the oldest first."""
        if self.since is None:
            return ()
        known = Choices(self.engine, self.request, self.action, self.account, self.speech).known
        return [
            Meanwhile(
                actor_name(event.actor, known, self.speech),
                self.speech.time(event.timestamp),
                event_title(event, self.speech),
                event_detail(event, self.speech),
            )
            for event in self.engine.requests.history(self.request.id)
            if event.originator_version > self.since
        ]

    @cached_property
    def key(self) -> str:
        """Of this form as it is sent: sent twice, it does nothing twice."""
        return secrets.token_urlsafe(KEY_BYTES)


def objection(refused: StepRefusedError, speech: Speech) -> Objection:
    """Why a step was refused, in the words of the reader."""
    provision = refused.provision
    why = first_up(speech.say(refused.reason, **refused.words))
    return Objection(why, speech.cite(provision) if provision else "", str(provision or ""))
