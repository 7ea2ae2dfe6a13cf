"""The life of one store in the simulator: its steps, and what must be true after each."""

import json
import random
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from griffie.api.composition import kek_path, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.clock_guard import ClockWrongError
from griffie.infrastructure.backup.outside_copies import erasures_path
from tests.faults import shim
from tests.faults.book import Ack, Book, Checked, check, say
from tests.faults.clerks import Clerk, Shift, work
from tests.faults.machine import LONGEST, Ended, Fault, Machine, Running
from tests.faults.tally import Backup, Tally, WrongError
from tests.given.ports import free_port

STEPS = 40
"""Steps of an episode: a longer one makes each check slower, not harder."""
UNSAID = (b"Traceback", b"this should not happen")
"""What a program says that did not know what to say."""
AT_WORK = 0.5
"""Seconds from the first moment at which a server listens to its kill, at most."""
COMMANDS = ("serve", "tick", "retention", "erase", "rebuild", "backup", "restore")
YEARS = timedelta(days=5 * 365 + 30)


class Episode:
    """The life of one store."""

    def __init__(self, place: Path, seed: int, tally: Tally) -> None:
        self.machine, self.book, self.tally = Machine(place), Book(), tally
        self.folder, self.chance, self.seed = place / "data", random.Random(seed), seed  # noqa: S311
        self.usual: dict[str, float] = dict.fromkeys(COMMANDS, 0.3) | {"serve": 1.2}
        self.backups: list[Backup] = []
        self.story: list[str] = []
        self.jumped = False
        self.token = ""
        self.years = 0

    def live(self, enough: Callable[[], bool]) -> None:
        """Begin with a served store, then step after step until it is long enough."""
        self.story.append("serve")
        self.serve(steps=25)
        for _ in range(STEPS):
            if enough():
                return
            self.step()

    def step(self) -> None:
        if self.chance.random() < 0.15:
            self.set_clock()
        name = min(self.chance.choices(COMMANDS, k=3), key=lambda one: self.tally.kills[one])
        fault = self._fault() if self.chance.random() < 0.12 else None
        kills = fault is None and self.chance.random() < 0.93
        self.story.append(f"{name} {'kill' if kills else fault or 'ends'}")
        said = self.machine.said.stat().st_size
        ended = getattr(self, name)(fault=fault, kills=kills)
        if ended is None:
            return
        with self.machine.said.open("rb") as log:
            log.seek(said)
            new = log.read()
        if any(one in new for one in UNSAID):
            raise WrongError(self.told([f"{name} has no sentence for what happened"]))
        counted = self.tally.kills if ended.killed else self.tally.ended
        counted = self.tally.faults if fault else counted
        counted[name] += 1
        if not ended.killed and fault is None:
            self.usual[name] = (self.usual[name] + ended.seconds) / 2
        self.hold(self.folder)

    def set_clock(self) -> None:
        """Ahead by days or by years, or back by hours or days."""
        if self.years < 2 and self.chance.random() < 0.3:
            self.years += 1
            self.token = ""  # it has expired
            by = YEARS
        else:
            by = timedelta(hours=self.chance.choice([-40, -3, -1, 2, 30, 200, 1000]))
        self.machine.ahead = max(self.machine.ahead + by, timedelta())
        self.jumped = self.jumped or by > timedelta(days=30)
        if by > timedelta(days=1):
            self.book.forget_unanswered()
        self.story.append(f"clock {by}")
        self.tally.clocks += 1

    # The seven commands.

    def serve(self, *, fault: Fault | None = None, kills: bool = False, steps: int = 30) -> Ended:
        """Two clerks work at a served store until it is killed, or until they are done."""
        self.token = token = self.token or self.in_a_process(self._token)
        port = free_port()
        words = ["--port", str(port), *(["--accept-clock"] if self.jumped else [])]
        began = time.monotonic()
        serving = self.start("serve", *words, fault=fault)
        starting = kills and self.chance.random() < 0.2
        life = self.chance.uniform(0, self.usual["serve"]) if starting else LONGEST
        lines = self.machine.place / "clerks"
        clerks: list[Running] = []
        ended = None
        if token and wait_for(port, serving, began + life):
            self.usual["serve"] = 0.7 * self.usual["serve"] + 0.3 * (time.monotonic() - began)
            self.jumped = False
            if kills:
                life = time.monotonic() - began + self.chance.uniform(0, AT_WORK)
            day = self.machine.now().date().isoformat()
            unanswered = self.book.unanswered()
            for number in range(2):
                shift = Shift(
                    f"e{self.seed}s{len(self.story)}n{number}",
                    day,
                    [] if number else unanswered,
                    self.chance.randrange(10**6),
                    steps,
                )
                clerk = Clerk(port, token, lines)
                clerks.append(self.machine.start(partial(work, clerk, shift)))
        if kills:
            ended = serving.kill_after(life)
        for one in clerks:
            one.wait(5 if fault else LONGEST)
        if ended is None:
            ended = serving.terminate(LONGEST)
        for one in clerks:
            one.terminate(LONGEST)
        self.tally.answers += self.book.read(lines)
        return ended

    def tick(self, *, fault: Fault | None, kills: bool) -> Ended:
        accept = ["--accept-clock"] if self.jumped else []
        ended = self.run("tick", *accept, fault=fault, kills=kills)
        self.jumped = self.jumped and ended.code != 0
        return ended

    def retention(self, *, fault: Fault | None, kills: bool) -> Ended:
        return self.run("retention", "--carry-out", fault=fault, kills=kills)

    def erase(self, *, fault: Fault | None, kills: bool) -> Ended | None:
        living = sorted(set(self.book.needles) - self.book.erased)
        if not living:
            return None
        name = self.chance.choice(living)
        said = ("--ground", "request_on_file", "--explanation", "Een proef.")
        ended = self.run("erase", name, *said, fault=fault, kills=kills)
        if ended.code == 0:
            self.book.erased.add(name)
        return ended

    def rebuild(self, *, fault: Fault | None, kills: bool) -> Ended:
        search = ["--search"] if self.chance.random() < 0.3 else []
        return self.run("rebuild", *search, fault=fault, kills=kills)

    def backup(self, *, fault: Fault | None, kills: bool) -> Ended:
        number = len(self.story)
        store, keys = (self.machine.place / f"{name}{number}" for name in ("backup", "keys"))
        made = Backup(store, keys, len(self.book.answered), frozenset(self.book.erased))
        places = ("--to", str(store), "--keys-to", str(keys))
        ended = self.run("backup", *places, fault=fault, kills=kills)
        if ended.code == 0:
            self.backups.append(made)
        return ended

    def restore(self, *, fault: Fault | None, kills: bool) -> Ended | None:
        """Killed, then done again to its end, in a folder of its own; that one is checked too."""
        if not self.backups:
            return None
        backup = self.chance.choice(self.backups[-3:])
        other = self.machine.place / "another"
        other.mkdir()
        target = other / "data"
        shutil.copy2(kek_path(self.folder), kek_path(target))
        words = ["--from", str(backup.store), "--keys-from", str(backup.keys)]
        words += ["--ledger", str(erasures_path(self.folder)), "--data", str(target)]
        ended = self.run("restore", *words, fault=fault, kills=kills, anywhere=True)
        if ended.killed or fault:
            self._again_until_it_is_there(target, words)
        erased_since = self.book.erased - backup.erased
        self.hold(target, self.book.answered[: backup.answered], may_be_older=bool(erased_since))
        shutil.rmtree(other)
        return ended

    def _again_until_it_is_there(self, target: Path, words: list[str]) -> None:
        if not (target / "griffie.db").exists():
            code = self.run("restore", *words, anywhere=True).code
            if code not in {0, 1}:
                raise WrongError(self.told([f"a restore that is done again ends with {code}"]))

    # How a command is run, and what is held against it afterwards.

    def start(self, *words: str, fault: Fault | None = None) -> Running:
        return self.machine.griffie(*words, "--data", str(self.folder), fault=fault)

    def run(
        self,
        name: str,
        *words: str,
        fault: Fault | None = None,
        kills: bool = False,
        anywhere: bool = False,
    ) -> Ended:
        place = () if anywhere else ("--data", str(self.folder))
        running = self.machine.griffie(name, *words, *place, fault=fault)
        if kills:
            return running.kill_after(self.chance.uniform(0, 0.95 * self.usual[name]))
        ended = running.wait()
        if ended is None:
            raise WrongError(self.told([f"{name} does not end"]))
        return ended

    def in_a_process(self, what: Callable[[], None]) -> str:
        """The line that some work in a process of its own wrote last; empty when it failed."""
        result = self.machine.place / "result"
        result.unlink(missing_ok=True)

        def work_and_write() -> None:
            sys.stdout = result.open("w", encoding="utf-8")
            what()
            sys.stdout.flush()

        ended = self.machine.start(work_and_write).wait()
        if ended is None or ended.code != 0:
            return ""
        return result.read_text("utf-8").strip()

    def _token(self) -> None:
        store = open_store(self.folder, clock=self.machine.now)
        try:
            if self.jumped:
                store.accept_clock(OPERATOR)
        except ClockWrongError:  # set back since: a token is made when it is right again
            sys.exit(1)
        known = store.access.people()  # one account: an idempotency key belongs to its account
        token = (
            store.access.add_token(known[0].account_id)
            if known
            else store.access.create_token(Role.DPO, "simulated")
        )
        sys.stdout.write(token)
        store.engine.close()

    def _fault(self) -> Fault | None:
        if not shim.loaded():
            return None
        return Fault(self.chance.randrange(1, 150), self.chance.choice([*shim.Trouble]))

    def hold(
        self, folder: Path, answered: list[Ack] | None = None, *, may_be_older: bool = False
    ) -> None:
        """Check everything that must be true. Raises WrongError."""
        book = self.book
        if answered is not None:
            notes = [] if may_be_older or len(answered) < len(book.answered) else book.notes
            book = Book(answered, book.sent, notes=notes, needles=book.needles, erased=book.erased)
        told = self.in_a_process(lambda: say(check(folder, book, self.machine)))
        if not told:
            raise WrongError(self.told([f"{folder.name} cannot be opened"]))
        found = Checked(**json.loads(told))
        self.tally.checks += 1
        wrong = [one for one in found.wrong if not (may_be_older and "old copy" in one)]
        if came_back := (self.book.erased - set(found.erased)) & {
            one["request"] for one in book.answered
        }:
            wrong.append(f"erased and alive again: {sorted(came_back)}")
        if wrong:
            raise WrongError(self.told(wrong))
        if answered is None:
            self.book.erased |= set(found.erased)
            self.book.needles |= found.needles

    def told(self, wrong: list[str]) -> str:
        said = self.machine.said.read_text("utf-8", "replace").splitlines()
        said = [line for line in said if '"level": "info"' not in line][-25:]
        return "\n".join([f"seed {self.seed}:", *self.story, "", *said, "", *wrong])


def wait_for(port: int, serving: Running, until: float) -> bool:
    """Whether it answers before `until` (monotonic)."""
    while time.monotonic() < until and serving.wait(0) is None:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=1)) as line:
                line.request("GET", "/healthz")
                return line.getresponse().status == 200
        except (OSError, HTTPException):
            time.sleep(0.01)
    return False
