"""Each mutant against the tests that pass through its line, in a child that is thrown away.

The tests are collected once; a child puts the mutant's code into the living functions and runs
them until one fails. So a mutant costs a fork and its tests, not a start of Python.
"""

import gc
import os
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from coverage import Coverage
from pytest import Item, Session, TestReport  # noqa: PT013

from tests.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
SECONDS, TIMES = 5, 2
"""Of computing: a mutant is stuck after so many, and so many times what its tests took before."""
LARGEST = 4 << 30
"""Octets of memory: a mutant that collects without end would take the whole machine."""
PASSED, FAILED, BROKEN = range(3)
Cached = type(lru_cache(int))
SURVIVED, KILLED, STUCK, UNREACHED = "survived", "killed", "stuck", "unreached"
"""No test failed; one did; it never came to an end; no test passes through its line."""

Place = tuple[str, str, int]
"""File, name and first line of a function."""
Alive = Mapping[Place, Sequence[FunctionType]]
Lines = Mapping[tuple[str, int], Sequence[int]]
"""Module and line: the tests, by their place, that pass through it."""


class Mutation:
    """A plugin of pytest that runs mutants instead of tests, `jobs` at a time.

    Takes every `step`-th mutant of the sources from the first one on.
    """

    def __init__(self, sources: Sequence[Path], *, step: int = 1, jobs: int = 1) -> None:
        self._sources, self._step, self._jobs = sources, step, jobs
        self._failed = False
        self.results: dict[Mutant, str] = {}

    def pytest_runtest_logreport(self, report: TestReport) -> None:
        self._failed |= report.failed

    def pytest_runtestloop(self, session: Session) -> bool:
        alive, caches = living(self._sources)
        took, lines = covered(session.items, self._run, caches)
        gc.freeze()  # what a child collects it must copy first
        every = [mutant for path in self._sources for mutant in mutants_of(path, named(path))]
        running: dict[int, Mutant] = {}
        for mutant in every[:: self._step]:
            if tests := through(mutant, lines):
                quickest = sorted(tests, key=lambda at: took[at])
                items = [session.items[at] for at in quickest]
                empty(caches)
                seconds = SECONDS + TIMES * sum(took[at] for at in tests)
                running[self._begin(mutant, items, alive, seconds)] = mutant
            else:
                self.results[mutant] = UNREACHED
            while len(running) >= self._jobs:
                self._end(running)
        while running:
            self._end(running)
        return True

    def _run(self, item: Item, following: Item | None) -> bool:
        self._failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._failed

    def _begin(self, mutant: Mutant, items: Sequence[Item], alive: Alive, seconds: float) -> int:
        if child := os.fork():
            return child
        try:
            quiet(seconds)
            put_in(mutant, alive)
            passed = all(starmap(self._run, with_the_next(items)))
            os._exit(PASSED if passed else FAILED)
        except MemoryError:
            os._exit(FAILED)
        finally:
            os._exit(BROKEN)

    def _end(self, running: dict[int, Mutant]) -> None:
        child, status = os.wait()
        self.results[running.pop(child)] = verdict(status)
        if len(self.results) % 100 == 0:
            survivors = sum(what is not KILLED for what in self.results.values())
            print(f"\n{len(self.results)} mutants, {survivors} not killed", flush=True)  # noqa: T201


def with_the_next(items: Sequence[Item]) -> Iterator[tuple[Item, Item | None]]:
    return zip(items, (*items[1:], None), strict=True)


def living(sources: Sequence[Path]) -> tuple[Alive, list[Any]]:
    """The functions of those files, wherever somebody holds them; and every cache there is."""
    files, alive, caches = set(map(str, sources)), defaultdict(list), []
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in files:
            alive[place(one.__code__)].append(one)
        elif isinstance(one, Cached):
            caches.append(one)
    return alive, caches


def empty(caches: Sequence[Any]) -> None:
    for one in caches:
        one.cache_clear()


def covered(
    items: Sequence[Item], run: Any, caches: Sequence[Any]
) -> tuple[dict[int, float], Lines]:
    """How long each test takes, and which lines of `domain/` it passes through."""
    took: dict[int, float] = {}
    lines: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    coverage = Coverage(data_file=None, source=[str(ROOT / "domain")], config_file=False)
    coverage.start()
    for at, (item, following) in enumerate(with_the_next(items)):
        empty(caches)  # what is remembered from before, this test passes through as well
        coverage.switch_context(str(at))
        began = time.monotonic()
        if not run(item, following):
            raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
        took[at] = time.monotonic() - began
    coverage.stop()
    data = coverage.get_data()
    for file in data.measured_files():
        module = named(Path(file))
        for line, contexts in data.contexts_by_lineno(file).items():
            lines[module, line] += [int(at) for at in contexts if at]
    return took, lines


def through(mutant: Mutant, lines: Lines) -> set[int]:
    """The tests that pass through a mutant: a line inside a statement may have no code itself."""
    numbers = range(mutant.line, mutant.last_line + 1)
    return {at for number in numbers for at in lines.get((mutant.module, number), ())}


def named(path: Path) -> str:
    return str(path.resolve().relative_to(ROOT))


def verdict(status: int) -> str:
    if os.WIFSIGNALED(status):
        return STUCK
    code = os.WEXITSTATUS(status)
    if code == BROKEN:
        raise pytest.UsageError("a child broke down beside its tests")
    return SURVIVED if code == PASSED else KILLED


def quiet(seconds: float) -> None:
    """What a failing test says is of no interest; one that never ends is ended."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    # Its own seconds, not the clock's: a busy machine kills no mutant.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))


def put_in(mutant: Mutant, alive: Alive) -> None:
    """The mutant's code into every function of that module that is alive."""
    for code in code_in(mutant.compiled()):
        for one in alive.get(place(code), ()):
            one.__code__ = (
                code  # ValueError where it closes over other names: not put in, not hidden
            )


def place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def code_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from code_in(constant)
