"""The whole life of a store, with the disk failing at its nth call, for one n after the other.

    python -m tests.faults.nth --trouble BROKEN_ONCE --stride 1
    python -m tests.faults.nth --trouble BROKEN_ONCE --minutes 20 --tried FILE

The second takes the calls in an order of chance, for so long; what was tried stands in the file, a
line each, and the next run goes on with the others: `tried` of `calls` says how far it came.

A part of that life is one command, or an office at work in one process that goes on after an error.
Each n has its own copy of the store. After the failure the store is opened, audited and held to
what was answered; then the command is done again without a failure, and the store is held again.
"""

import json
import random
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from griffie.api.composition import open_store
from tests.faults import shim
from tests.faults.episode import YEARS, Episode
from tests.faults.machine import Ended, Fault, import_everything
from tests.faults.tally import Tally, WrongError
from tests.given import at_work

SENT = 14
"""Steps of each clerk by whom the copied store was filled."""
Part = Callable[[Episode, Fault | None], Ended | None]


def made(life: Episode, fault: Fault | None) -> Ended | None:
    return life.run("token", "create", "--role", "dpo", fault=fault)


def at_office(life: Episode, fault: Fault | None) -> Ended | None:
    """Requests are taken in and brought to their end, a checkpoint is signed, views are kept."""
    answers = life.machine.place / "answers"

    with answers.open("a", encoding="utf-8") as book:  # opened before anything fails

        def office() -> None:
            store = open_store(life.folder, clock=life.machine.now)
            for acknowledged in _worked(store):
                book.write(json.dumps(acknowledged) + "\n")
                book.flush()
            with suppress(Exception):
                store.engine.close()

        ended = life.machine.start(office, fault).wait()
    acks = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]

    def hold() -> None:
        store = open_store(life.folder, clock=life.machine.now)
        at_work.hold_to(store, acks)
        store.engine.close()
        sys.stdout.write("held")

    if life.in_a_process(hold) != "held":
        raise WrongError(life.told(["what the office was answered is not there"]))
    return ended


def _worked(store: Any) -> Any:
    for number in range(2):
        words = f"w{number}q"
        try:
            request = store.requests.receive(at_work.receive(words), at_work.occasion(store))
        except Exception:  # noqa: BLE001 S112 - not answered; the office goes on
            continue
        yield at_work.acknowledged(request, words)
        for step in at_work.course(words):
            with suppress(Exception):
                taken = store.requests.take(request.id, step, at_work.occasion(store))
                yield at_work.acknowledged(taken, next((d.value for d in step.disclosures()), ""))
        with suppress(Exception):
            store.engine.current()
            yield {"note": store.log.checkpoint()}


def command(name: str) -> Part:
    return lambda life, fault: getattr(life, name)(fault=fault, kills=False)


PARTS: dict[str, Part] = {
    "made": made,
    "office": at_office,
    **{name: command(name) for name in ("tick", "retention", "erase", "rebuild", "backup")},
    "restore": command("restore"),
}


class Lives:
    """Stores as they are before each part, to be copied."""

    def __init__(self, place: Path) -> None:
        self.place, self.number = place, 0
        self.new, self.worked = self._episode("new"), self._episode("worked")
        self.worked.serve(steps=SENT)
        self.worked.hold(self.worked.folder)
        self.worked.backup(fault=None, kills=False)
        self.later = self._copy(self.worked, "later")
        self.later.machine.ahead += YEARS
        self.later.jumped = True
        self.later.tick(fault=None, kills=False)

    def _episode(self, name: str) -> Episode:
        (self.place / name).mkdir()
        return Episode(self.place / name, 1, Tally())

    def before(self, part: str) -> Episode:
        self.number += 1
        one = {"made": self.new, "retention": self.later}.get(part, self.worked)
        return self._copy(one, f"{self.number}")

    def _copy(self, one: Episode, name: str) -> Episode:
        shutil.copytree(one.machine.place, self.place / name)
        copied = Episode(self.place / name, 1, Tally())
        copied.book, copied.backups = deepcopy(one.book), [*one.backups]
        copied.machine.ahead, copied.jumped = one.machine.ahead, one.jumped
        return copied


def fails_at(lives: Lives, part: str, fault: Fault) -> int:
    """Let a part fail, hold the store, do it again. Gives how many calls. Raises WrongError."""
    life = lives.before(part)
    life.story.append(f"{part} {fault}")
    PARTS[part](life, fault)
    calls = int((life.machine.place / "calls").read_text("utf-8"))
    life.hold(life.folder)
    life.story.append("again")  # a backup takes another name
    again = PARTS[part](life, None)
    if again and again.code != 0 and not (part == "erase" and life.book.erased):
        raise WrongError(life.told([f"{part}, done again, ends with {again.code}"]))
    life.hold(life.folder)
    shutil.rmtree(life.machine.place)
    return calls


def through(
    place: Path, trouble: shim.Trouble, parts: Sequence[str], stride: int, first: int
) -> dict[str, Any]:
    """Each part, with each n from `first` in steps of `stride`. What was done, and was wrong."""
    lives, calls, tried, wrong = Lives(place), {}, 0, []
    for part in parts:
        calls[part] = fails_at(lives, part, Fault(0, trouble))
        for nth in range(first, calls[part] + 1, stride):
            tried += 1
            try:
                fails_at(lives, part, Fault(nth, trouble))
            except WrongError as found:
                wrong.append(f"{part}, call {nth}: {found}")
    return {"trouble": trouble.name, "calls": calls, "tried": tried, "wrong": wrong}


def by_chance(
    place: Path, trouble: shim.Trouble, parts: Sequence[str], tried: Path, minutes: float
) -> dict[str, Any]:
    """As many of the calls as there is time for, none twice. What was tried, and was wrong."""
    until = time.monotonic() + 60 * minutes
    lives = Lives(place)
    calls = {part: fails_at(lives, part, Fault(0, trouble)) for part in parts}
    done = _done(tried, trouble)
    left = [
        one
        for part, number in calls.items()
        for nth in range(1, number + 1)
        if (one := (part, nth)) not in done
    ]
    random.Random(len(done)).shuffle(left)  # noqa: S311
    with tried.open("a", encoding="utf-8") as lines:
        while left and time.monotonic() < until:
            part, nth = left.pop()
            try:
                fails_at(lives, part, Fault(nth, trouble))
                wrong = ""
            except WrongError as found:
                wrong = str(found)
            done[part, nth] = wrong
            line = {"trouble": trouble.name, "part": part, "nth": nth, "wrong": wrong}
            lines.write(json.dumps(line) + "\n")
            lines.flush()
    wrong_ones = [f"{part}, call {nth}: {said}" for (part, nth), said in done.items() if said]
    return {"trouble": trouble.name, "calls": calls, "tried": len(done), "wrong": wrong_ones}


def _done(tried: Path, trouble: shim.Trouble) -> dict[tuple[str, int], str]:
    """What an earlier run tried of this trouble: part and call, and what was wrong."""
    if not tried.exists():
        return {}
    lines = [json.loads(line) for line in tried.read_text("utf-8").splitlines()]
    return {
        (one["part"], one["nth"]): one["wrong"] for one in lines if one["trouble"] == trouble.name
    }


def main() -> None:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--trouble", choices=[one.name for one in shim.Trouble], required=True)
    asked.add_argument("--stride", type=int, default=1)
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--minutes", type=float)
    asked.add_argument("--tried", type=Path, default=Path("tried.jsonl"))
    asked.add_argument("parts", nargs="*", default=[*PARTS])
    said = asked.parse_args()
    import_everything()
    place = Path(tempfile.mkdtemp(prefix="griffie-nth-"))
    trouble = shim.Trouble[said.trouble]
    if said.minutes:
        done = by_chance(place, trouble, said.parts, said.tried, said.minutes)
    else:
        done = through(place, trouble, said.parts, said.stride, said.first)
    sys.stdout.write(json.dumps(done) + "\n")
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
