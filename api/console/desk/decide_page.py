"""Decide: each right that is open, purpose by purpose, with what the profile advises.

The four answers are steps with a form of their own; here they stand side by side, and each link
carries the right and the purpose. Advice is a label on an answer, never a choice made beforehand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.words.claim_cards import ClaimCard, claim_cards
from griffie.api.words.names import msg
from griffie.api.words.naming import profile_name
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.controller.applicability import Advice, Applies, applicability
from griffie.application.controller.profile import ControllerProfile
from griffie.application.engine import Engine
from griffie.application.requests.commands import AnyStep
from griffie.domain.request.claim import UNDECIDED, Claim
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.rights_request import RightsRequest as Step
from griffie.domain.steps.action import Action, actions

router = APIRouter(route_class=PageRoute, include_in_schema=False)

ANSWERS: tuple[tuple[AnyStep, str, str], ...] = (
    (Step.grant, msg("Grant"), msg("then carry it out, and tell")),
    (Step.apply_exception, msg("Keep"), msg("an exception that the law names")),
    (Step.refuse, msg("Refuse"), msg("manifestly unfounded or excessive; it must be shown")),
    (Step.find_not_applicable, msg("No ground"), msg("the right is not in play")),
)
"""The four answers to a right: the step, its name, what it means."""
TITLES: Mapping[AnyStep, str] = {step: title for step, title, _ in ANSWERS}

_ADVISED: Mapping[Applies, AnyStep] = {
    Applies.YES: Step.grant,
    Applies.NO: Step.find_not_applicable,
}
"""The answer that advice points to; where it applies in part or is doubtful, none."""


class Answer(NamedTuple):
    """One of the four, with the address of its form; without one, why it is not possible."""

    title: str
    about: str
    address: str
    advised: bool
    why_not: str


class Piece(NamedTuple):
    """What is decided in one go: a purpose, or everything."""

    title: str
    answers: list[Answer]


class Open(NamedTuple):
    """A right that waits for a decision."""

    card: ClaimCard
    pieces: list[Piece]


@dataclass(frozen=True)
class DecidePage:
    """The values of the page."""

    engine: Engine
    request: RightsRequest
    speech: Speech

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def rights(self) -> list[tuple[ClaimCard, Open | None]]:
        """Every right; those that are open with their pieces."""
        cards = claim_cards(self.request, self.engine.profile, self.speech, None)
        claims = self.request.claims.values()
        return [
            (card, Open(card, [*self._pieces(claim)]) if claim.status in UNDECIDED else None)
            for card, claim in zip(cards, claims, strict=True)
        ]

    @property
    def can_revoke(self) -> bool:
        """Whether a decision can be taken back: the requester was not told of it."""
        return self._actions[Step.revoke_decision].forbidden is None

    @cached_property
    def _actions(self) -> dict[AnyStep, Action]:
        return {one.step: one for one in actions(self.request)}

    def _pieces(self, claim: Claim) -> Iterator[Piece]:
        advice = _advice(claim, self.engine.profile)
        yield Piece(self.speech.say("The whole right"), self._answers(claim, "", _common(advice)))
        for one in advice if len(advice) > 1 else ():
            code = one.purpose or ""
            name = profile_name(self.engine.profile.purposes, code, self.speech)
            yield Piece(first_up(name), self._answers(claim, code, _ADVISED.get(one.applies)))

    def _answers(self, claim: Claim, purpose: str, advised: AnyStep | None) -> list[Answer]:
        found = []
        for step, title, about in ANSWERS:
            why_not = self._why_not(step, claim)
            found.append(
                Answer(
                    self.speech.say(title),
                    self.speech.say(about),
                    self._address(step, claim, purpose),
                    advised=step is advised and not why_not,
                    why_not=why_not,
                )
            )
        return found

    def _address(self, step: AnyStep, claim: Claim, purpose: str) -> str:
        part = f"&purposes={purpose}" if purpose else ""
        return f"/requests/{self.reference}/do/{step.path}?right={claim.right}{part}"

    def _why_not(self, step: AnyStep, claim: Claim) -> str:
        """What forbids this answer for a right; empty where nothing does."""
        action = self._actions[step]
        refused = action.forbidden or dict(action.withheld).get(claim.right)
        return first_up(self.speech.say(refused.reason, **refused.words)) if refused else ""


def advised(claim: Claim, profile: ControllerProfile) -> AnyStep | None:
    """The answer that the profile advises to a whole right; none where its purposes differ."""
    return _common(_advice(claim, profile))


def _advice(claim: Claim, profile: ControllerProfile) -> tuple[Advice, ...]:
    announced = tuple(purpose for purpose, _ in claim.announced)
    return applicability(claim.right, claim.purposes, profile, announced)


def _common(advice: tuple[Advice, ...]) -> AnyStep | None:
    """The answer that the advice on every purpose points to; none where they differ.

    Of a profile without purposes there is no advice.
    """
    found = {_ADVISED.get(one.applies) if one.purpose else None for one in advice}
    return found.pop() if len(found) == 1 else None


@router.get("/requests/{reference}/decide")
def decide(http: Request, reference: Reference, account: SignedIn) -> Response:
    """The rights that wait for a decision, for those who may decide."""
    if not _may_decide(account):
        raise not_allowed_error()
    engine = engine_of(http)
    page = DecidePage(engine, request_of(engine, account, reference), speech_for(http))
    return render_page(http, "desk/decide.html", account, page=page)


def _may_decide(account: Account) -> bool:
    return may_take(account.role, Step.grant.path)
