"""The end of a lost second factor in words: for administrators, and for whose factor it was."""

from typing import NamedTuple

from griffie.api.console.desk.people_lines import named
from griffie.api.words.speech import Speech
from griffie.application.access.lost_factor import ended_by_others, lost_factor
from griffie.application.engine import Engine
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.setting import Occasion


class LostFactorLine(NamedTuple):
    """Whether the second factor of an account can be ended, and by whom."""

    needs_two: bool
    proposed_by: str
    """The name; empty where nobody proposed it."""
    proposed_on: str
    may_act: bool
    """The reader may propose it, confirm it, or end it alone."""


def lost_factor_line(engine: Engine, about: str, now: Occasion, speech: Speech) -> LostFactorLine:
    """How the end of a lost second factor stands, for who reads the page now."""
    stands = lost_factor(engine, about, now)
    people = {one.account_id: named(one) for one in engine.directory.people()}
    proposal = stands.proposal
    return LostFactorLine(
        stands.needs_two,
        people.get(proposal.actor, proposal.actor) if proposal else "",
        speech.day(civil_date(proposal.timestamp)) if proposal else "",
        stands.may_act,
    )


def told_of_end(engine: Engine, account: str, now: Occasion, speech: Speech) -> str:
    """What somebody is told whose second factor others ended; empty where nobody did."""
    ended = ended_by_others(engine, account, now)
    if ended is None:
        return ""
    people = {one.account_id: named(one) for one in engine.directory.people()}
    who = {people.get(one, one): None for one in (ended.proposed_by, ended.actor) if one}
    return speech.say(
        "Your second factor was ended on {on} by {who}. If you did not ask for that, tell another"
        " administrator and your data protection officer at once.",
        on=speech.day(civil_date(ended.timestamp)),
        who=speech.several(list(who)),
    )
