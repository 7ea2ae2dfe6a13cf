"""The clocks of many controllers in one process: all of them tick, a few at a time."""

from contextlib import ExitStack
from threading import Condition

from griffie.api.composition import Store
from griffie.api.http.clock_loop import AT_ONCE, Clockwork

MANY = 2 * AT_ONCE + 1


class Counted(Clockwork):
    """One of them. It stays a moment where others could be at the same time."""

    changed = Condition()
    inside = most = done = 0

    def tick(self) -> None:
        with Counted.changed:
            Counted.inside += 1
            Counted.most = max(Counted.most, Counted.inside)
            Counted.changed.notify_all()
            Counted.changed.wait_for(lambda: Counted.inside > AT_ONCE, 0.5)
        super().tick()
        with Counted.changed:
            Counted.inside -= 1
            Counted.done += 1
            Counted.changed.notify_all()


def test_the_clocks_of_many_stores_tick_a_few_at_a_time(store: Store) -> None:
    clocks = [Counted(store.engine) for _ in range(MANY)]

    with ExitStack() as running:
        for one in clocks:
            running.enter_context(one.running())
        with Counted.changed:
            assert Counted.changed.wait_for(lambda: Counted.done == MANY, 120)

    assert Counted.most <= AT_ONCE
