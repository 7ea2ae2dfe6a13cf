"""In a turn of the event loop something is asked once; the next turn asks anew."""

import asyncio
from contextlib import suppress
from pathlib import Path

from griffie.api.composition import open_store
from griffie.api.http.of_loop import OfLoop
from griffie.api.http.one_turn import OneTurn
from tests.given.on_one_loop import Served, opened
from tests.given.own_loop import on_a_loop


def test_what_meets_in_a_turn_asks_once_and_the_next_turn_anew() -> None:
    asked: list[str] = []

    def ask(what: str) -> int:
        asked.append(what)
        return len(asked)

    answers = OfLoop[OneTurn[str, int]](lambda loop: OneTurn(ask, loop))

    async def message(what: str) -> int:
        return answers.here().answer(what)

    async def turns() -> list[list[int]]:
        return [
            await asyncio.gather(*(message(what) for what in meeting))
            for meeting in ("aab", "ab", "a")
        ]

    assert on_a_loop(turns()) == [[1, 1, 2], [3, 4], [5]]
    assert asked == ["a", "b", "a", "b", "a"]


def test_each_loop_has_its_own() -> None:
    answers = OfLoop[OneTurn[int, int]](lambda loop: OneTurn(lambda _: id(loop), loop))

    async def message() -> tuple[int, int]:
        return answers.here().answer(0), id(asyncio.get_running_loop())

    async def from_two() -> list[tuple[int, int]]:
        return [await message(), await asyncio.to_thread(on_a_loop, message()), await message()]

    assert all(one == other for one, other in on_a_loop(from_two()))


def test_a_failure_is_asked_about_again() -> None:
    tries = iter((KeyError, None))

    def ask(_: int) -> str:
        if failure := next(tries):
            raise failure
        return "answered"

    async def twice() -> str:
        answers = OneTurn(ask, asyncio.get_running_loop())
        with suppress(KeyError):
            answers.answer(0)
        return answers.answer(0)

    assert on_a_loop(twice()) == "answered"


def test_a_token_that_was_revoked_is_refused_to_the_next_message(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    served = Served(store)
    (request,) = opened(store, 1)

    async def before_and_after() -> list[int]:
        first = await asyncio.gather(*(served.note(request, "x") for _ in range(3)))
        for token in store.access.tokens():
            store.access.revoke(token.id)
        after = await asyncio.gather(*(served.note(request, "x") for _ in range(3)))
        return [one.status for one in (*first, *after)]

    assert on_a_loop(before_and_after()) == [200, 200, 200, 401, 401, 401]
    store.engine.close()
