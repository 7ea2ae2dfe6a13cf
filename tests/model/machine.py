"""The machine that takes both models through the same courses, and stops where they differ."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.model import (
    rulings_answer,
    rulings_beside,
    rulings_decision,
    rulings_deeds,
    rulings_oversight,
)
from tests.model.bodies import PEOPLE, RECIPIENTS, Asking, body_of
from tests.model.compared import differing
from tests.model.days import in_brussels
from tests.model.engine import Engine, show_on
from tests.model.facts import Fact
from tests.model.fields import DULL, FIELDS, FOLLOWS
from tests.model.ledger import Ledger
from tests.model.openings import absorbed, letter, listed, near_an_edge
from tests.model.rulings import RULINGS, Asked, judged
from tests.model.verdict import Against, Found, agree

HERE, THERE = (f"00000000-0000-0000-0000-00000000000{end}" for end in "ab")
MOSTLY_HERE = [HERE] * 5 + [THERE]
SEEDS = st.integers(0, 2**48)
SPELLS = [1, 1, 1, 2, 2, 3, 7, 14, 29, 60]
SPELLS = [*SPELLS, *SPELLS, *SPELLS, 400, 5 * 366]
LAST_YEAR = 2040
"""Five years before the calendars end."""

TAKEN: Counter[tuple[str, bool]] = Counter()
"""How often each step was accepted, and how often refused."""
JUDGED: Counter[bool] = Counter()
"""How often the model had an opinion of a step, and how often none."""

PAGES = (rulings_decision, rulings_answer, rulings_beside, rulings_deeds, rulings_oversight)
"""Read, so that every step has its ruling."""

assert set(RULINGS) == set(FIELDS)


class TwoModels(RuleBasedStateMachine):
    """One controller, two requests, two people, and a clock that only goes on."""

    @initialize(seed=SEEDS)
    def two_requests_come_in(self, seed: int) -> None:
        dice = Random(seed)  # noqa: S311 - a course, not a secret
        setting = {
            "policy": dice.choice(["none", "pause", "restart", "pause-if-prompt"]),
            "calendar": dice.choice(["BE/2026.1", "BE-OJ/2026.1"]),
            "four_eyes": dice.choice([True, True, False]),
        }
        recipients = dice.choice([RECIPIENTS, RECIPIENTS, {}])
        self.demo = dice.choice([True, False, False])
        self.engine = Engine(setting, recipients, demo=self.demo)
        self.at = near_an_edge(dice)
        self.ledgers: dict[str, Ledger] = {}
        self.shown: dict[str, Any] = {}
        for name in (HERE, THERE):
            body = letter(dice, self.at)
            self.engine.receive(name, body, PEOPLE[0], self.at)
            self.ledgers[name] = Ledger(setting, recipients)
            self.note(name, "receive", body, PEOPLE[0])
            self.compare(name)

    @rule(seed=SEEDS, step=st.sampled_from(sorted(FIELDS)))
    def anything_is_asked(self, seed: int, step: str) -> None:
        dice = Random(seed)  # noqa: S311
        self.time_passes(dice)
        ended = [name for name in self.ledgers if self.ledgers[name].closed]
        self.take(dice, dice.choice(ended or MOSTLY_HERE), step)

    @rule(seed=SEEDS)
    def something_listed_is_asked(self, seed: int) -> None:
        dice = Random(seed)  # noqa: S311
        self.time_passes(dice)
        name = dice.choice(MOSTLY_HERE)
        steps = [step for step in listed(self.shown[name]) if step in FIELDS]
        telling = [step for step in steps if step not in DULL]
        chosen = dice.choice([telling, telling, steps])
        self.take(dice, name, dice.choice(chosen or sorted(FIELDS)))

    @rule(seed=SEEDS)
    def what_follows_is_asked(self, seed: int) -> None:
        dice = Random(seed)  # noqa: S311
        self.time_passes(dice)
        name = dice.choice(MOSTLY_HERE)
        facts = self.ledgers[name].facts
        steps = [after for one in facts[-12:] for after in FOLLOWS.get(one.step, ())]
        if not self.ledgers[name].four_eyes:
            steps = [step for step in steps if step not in PROPOSED_BY]
        self.take(dice, name, dice.choice(steps or sorted(FIELDS)))

    def time_passes(self, dice: Random) -> None:
        if dice.randint(1, 3) == 1 and self.at.year < LAST_YEAR:
            days = dice.choice(SPELLS)
            self.at = (self.at + timedelta(days=days)).replace(hour=dice.randint(0, 23))

    def take(self, dice: Random, name: str, step: str) -> None:
        ledger, today = self.ledgers[name], in_brussels(self.at)
        said = body_of(step, Asking(dice, ledger, today), [HERE, THERE])
        by = somebody(dice, ledger, step)
        found = judged(Asked(ledger, step, said, by, today, self.demo, name))
        answer = self.engine.take(name, step, said, by, self.at)
        TAKEN[step, answer == "done"] += 1
        JUDGED[has_an_opinion(found)] += 1
        assert agree(found, answer), self.account(name, step, said, found, answer)
        if answer != "done":
            return
        self.note(name, step, said, by)
        if step == "link" and said["relation"] == "duplicate":
            self.note(said["other"], "absorb", absorbed(ledger), by)
            self.compare(said["other"])
        if step == "link" and said["relation"] == "reminder":
            self.note(said["other"], "join", absorbed(ledger, self.ledgers[said["other"]]), by)
            self.compare(said["other"])
        self.compare(name)

    def note(self, name: str, step: str, said: dict[str, Any], by: str) -> None:
        self.ledgers[name].facts.append(Fact(step, said, by, in_brussels(self.at)))

    def compare(self, name: str) -> None:
        """What is shown is what the ledger says, word for word."""
        self.shown[name] = self.engine.shown(name, in_brussels(self.at))
        found = differing(self.shown[name], self.ledgers[name])
        assert not found, self.account(name, found)

    def account(self, *told: Any) -> str:
        course = [(fact.step, fact.said, fact.by, fact.on) for fact in self.ledgers[told[0]].facts]
        return "\n".join(map(str, [*course, told, self.engine.said]))

    def teardown(self) -> None:
        for name in getattr(self, "ledgers", {}):
            today = in_brussels(self.at)
            assert show_on(self.engine.replayed(name), today) == self.engine.shown(name, today)


def has_an_opinion(found: list[Found]) -> bool:
    return not found or any(isinstance(one, Against) for one in found)


PROPOSED_BY = {
    "approve_finding": ("find_no_request",),
    "withdraw": ("approve_withdrawal",),
    "link": ("approve_merging",),
    "approve_refusal": ("refuse", "apply_exception", "find_not_applicable", "fail_identity"),
}


def somebody(dice: Random, ledger: Ledger, step: str) -> str:
    """Who acts: to approve mostly somebody else than who proposed."""
    proposal = ledger.last(*PROPOSED_BY.get(step, ()))
    others = [one for one in PEOPLE if proposal is None or one != proposal.by]
    return dice.choice([*others, *others, *PEOPLE])
