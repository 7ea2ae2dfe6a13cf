"""A second factor that was lost: one administrator proposes its end, another one confirms it.

Where no other administrator could confirm, one is enough: a small office has one. The person is
told at the next sign-in.
"""

from datetime import timedelta
from typing import NamedTuple

from griffie.application.access.roles import Role
from griffie.application.engine import Engine
from griffie.domain.events import SecondFactorEnded, SecondFactorEndProposed, SecondFactorSet
from griffie.domain.model.setting import Occasion

PROPOSED_FOR = timedelta(days=7)
"""How long a proposal waits for who confirms it. [P]"""
TOLD_FOR = timedelta(days=1)
"""How long the person is told, once a new factor is set; until then without end. [P]"""


class LostFactor(NamedTuple):
    """How the end of the second factor of an account stands, for whoever acts now."""

    proposal: SecondFactorEndProposed | None
    needs_two: bool
    may_act: bool
    """To propose it, to confirm it, or to end it alone."""


def lost_factor(engine: Engine, account_id: str, now: Occasion) -> LostFactor:
    """Who may do what about it. The person concerned never confirms."""
    concerned = engine.directory.same_person(account_id)
    others = {
        one.account_id
        for one in engine.directory.people()
        if one.role is Role.ADMIN and not one.ended_at
    }.difference(now.accounts, concerned)
    newest = next(iter(engine.credentials.factor_events(account_id)), None)
    proposal = newest if isinstance(newest, SecondFactorEndProposed) else None
    if proposal and now.at - proposal.timestamp > PROPOSED_FOR:
        proposal = None
    if proposal and proposal.actor not in now.accounts and not concerned & now.accounts:
        return LostFactor(proposal, needs_two=True, may_act=True)
    return LostFactor(proposal, bool(others), may_act=proposal is None or not others)


def end_lost_factor(engine: Engine, account_id: str, now: Occasion) -> None:
    """Propose the end, confirm what another one proposed, or end it where nobody else could.

    What was proposed already by the same person, or is about the one who asks, stays as it is.
    Raises NoSuchAccountError, ContentionError.
    """
    stands = lost_factor(engine, account_id, now)
    if not stands.may_act:
        return
    if stands.proposal and stands.needs_two:
        engine.credentials.end_factor(account_id, now, stands.proposal.actor)
    elif stands.needs_two:
        engine.credentials.propose_end(account_id, now)
    else:
        engine.credentials.end_factor(account_id, now)


def ended_by_others(engine: Engine, account_id: str, now: Occasion) -> SecondFactorEnded | None:
    """The end that the person is to be told of; None where there is none, or it was told."""
    own = engine.directory.same_person(account_id)
    for event in engine.credentials.factor_events(account_id):
        if isinstance(event, SecondFactorEnded):
            return event if event.actor not in own else None
        if isinstance(event, SecondFactorSet) and now.at - event.timestamp > TOLD_FOR:
            return None
    return None
