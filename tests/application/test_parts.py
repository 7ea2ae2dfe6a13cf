"""An answer by parts equals the answer made anew, after every kind of event."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from griffie.application.access.roles import Account, Role
from griffie.application.views.lean import lean, lean_octets
from griffie.application.views.parts import PARTS, Parts, watched
from griffie.application.views.request import show
from griffie.application.views.request_octets import octets
from griffie.application.views.steps import Listed
from griffie.domain.law import Right
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.rights_request import RightsRequest
from tests.domain.test_machine import AnyRequest
from tests.given.past import ID, NOW, closed, given, granted, received
from tests.given.samples import SAMPLES

ROLES = (Role.HANDLER, Role.AUDITOR)
AGAIN, HISTORIES = 10, 2


class Empty:
    """A vault that holds nothing: no part opens what is sealed."""

    def open(self, *_: Any, **__: Any) -> dict[Any, Any]:
        return {}


def answers(request: RightsRequest, on: date, listed: Listed = Listed.ALL) -> list[bytes]:
    """Everything that a request is answered with, for each of two roles."""
    found = [lean_octets(request, on)]
    for role in ROLES:
        account = Account("u-17", role, "")
        vault: Any = Empty()
        found.append(octets(request, on, account, vault, listed))
    return found


def made_anew(request: RightsRequest, on: date, listed: Listed = Listed.ALL) -> list[bytes]:
    """The same answers, each made as a whole and written out at once."""

    def anew(_: Parts, one: RightsRequest, __: Any, make: Callable[[RightsRequest], Any]) -> Any:
        return make(one)

    vault: Any = Empty()
    with patch.object(Parts, "of", anew):
        found = [lean(request, on).as_json()]
        for role in ROLES:
            account = Account("u-17", role, "")
            found.append(show(request, on, account, vault, listed, reveal=False).as_json())
    return found


class AnsweredByParts(AnyRequest):
    """Whatever clerks do, in whatever order: see `tests.domain.test_machine`."""

    def record(self) -> None:
        super().record()
        on, listed = self.now.today, (Listed.ALL, Listed.ALLOWED)[len(self.history) % 2]
        assert answers(self.request, on, listed) == made_anew(self.request, on, listed)


AnsweredByParts.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestAnsweredByParts = AnsweredByParts.TestCase
del AnyRequest

KINDS: list[Event] = [
    one
    for one in SAMPLES
    if not isinstance(one, FirstEvent) and hasattr(one, "apply") and not hasattr(one, "stream")
]


def folds(event: Event) -> bool:
    """Whether it happens to a request; others happen to the house, in streams of their own."""
    try:
        given(received(*Right), event)
    except (AttributeError, TypeError, NotImplementedError):
        return False
    return True


OF_REQUESTS = [event for event in KINDS if folds(event)]


def random_history(seed: int) -> tuple[RightsRequest, list[Event]]:
    """A request with every right, and every kind of event in an order of this seed."""
    chance = random.Random(seed)  # noqa: S311
    then = [*OF_REQUESTS, *chance.sample(OF_REQUESTS, AGAIN)]
    chance.shuffle(then)
    rights = chance.sample([*Right], chance.randint(3, 5) if seed else len(Right))
    return given(received(*rights)), then


def after(request: RightsRequest, event: Event) -> RightsRequest:
    """The request after an event, as a command makes it: on a copy."""
    twin = request.copy()
    event.stamped(ID, twin.version + 1, NOW).mutate(twin)
    return twin


def differences(request: RightsRequest, then: list[Event]) -> set[str]:
    """After which kinds of event the answer by parts is another than the answer made anew."""
    on, found = NOW.today, set()
    answers(request, on)
    for event in then:
        try:
            twin = after(request, event)
            whole = made_anew(twin, on)
        except (LookupError, ValueError):  # it is of a claim that this history does not have
            continue
        request = twin
        if answers(request, on) != whole:
            found.add(event.TOPIC)
    return found


def test_after_every_kind_of_event_the_answer_by_parts_is_the_answer_made_anew() -> None:
    assert len(OF_REQUESTS) > 80
    for event in OF_REQUESTS:
        request = given(received(*Right))
        answers(request, NOW.today)
        request = after(request, event)
        assert answers(request, NOW.today) == made_anew(request, NOW.today), event.TOPIC


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_in_a_random_history_the_answer_by_parts_is_the_answer_made_anew(seed: int) -> None:
    assert differences(*random_history(seed)) == set()


@pytest.mark.parametrize(
    ("forgotten", "event"),
    [({"claims"}, granted(Right.ACCESS)), ({"outcome", "closed_on"}, closed())],
)
def test_a_part_that_forgot_what_it_read_is_found_out(
    forgotten: set[str], event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Parts._keep

    def forgetting(self: Parts, request_id: Any, key: Any, part: Any) -> None:
        keep(self, request_id, key, part)
        for name in forgotten:
            part.read.pop(name, None)

    monkeypatch.setattr(Parts, "_keep", forgetting)

    assert differences(given(received(Right.ACCESS)), [event]) == {event.TOPIC}
    PARTS.forget(ID)


def test_a_part_made_of_parts_read_what_they_read() -> None:
    parts, made = Parts(), list[RightsRequest]()
    request, inner = given(received(Right.ACCESS)), counted(made)

    def outer(one: RightsRequest) -> str:
        return parts.of(one, "inner", inner)

    first = parts.of(request, "outer", outer)
    parts.of(request, "another", outer)  # its inner part is kept already
    assert len(made) == 1
    other = request.copy()
    other.identity = next(one for one in type(other.identity) if one is not other.identity)

    assert parts.of(other, "outer", outer) != first
    assert parts.of(other, "another", outer) != first


def counted(found: list[RightsRequest]) -> Callable[[RightsRequest], str]:
    def make(request: RightsRequest) -> str:
        found.append(request)
        return f"{request.identity} {request.outcome}"

    return make


def test_a_part_is_made_again_only_when_what_it_read_was_replaced() -> None:
    parts, made = Parts(), list[RightsRequest]()
    request = given(received(Right.ACCESS))
    make = counted(made)

    assert parts.of(request, "x", make) == parts.of(request.copy(), "x", make)
    other = request.copy()
    other.documents = (*other.documents,)
    other.handler = "u-7"
    parts.of(other, "x", make)
    assert len(made) == 1

    other.identity = next(one for one in type(other.identity) if one is not other.identity)
    assert str(other.identity) in parts.of(other, "x", make)
    parts.of(other, "y", make)
    assert len(made) == 3


def test_who_reads_everything_or_misses_something_is_held_to_it() -> None:
    request = given(received(Right.ACCESS))
    parts, made = Parts(), list[Any]()

    twin, read = watched(request)
    assert twin.copy().id == request.id
    assert set(read) >= set(request.__dict__)

    def asks_in_vain(one: RightsRequest) -> None:
        made.append(getattr(one, "not_there_yet", None))

    parts.of(request, "x", asks_in_vain)
    request.not_there_yet = 7  # type: ignore[attr-defined]
    parts.of(request, "x", asks_in_vain)
    assert made == [None, 7]


def test_nothing_is_kept_of_what_was_erased_nor_of_too_many() -> None:
    parts, made = Parts(most=2), list[RightsRequest]()
    request, make = given(received(Right.ACCESS)), counted(made)
    parts.of(request, "x", make)
    request.erased = True

    parts.of(request, "x", make)
    parts.of(request, "x", make)

    assert len(made) == 3
    assert not parts._kept
    for number in range(3):
        parts.of(given(received(Right.ACCESS)), number, make)
    days = [NOW.today + timedelta(days=number) for number in range(40)]
    one = given(received(Right.ACCESS))
    for day in days:
        parts.of(one, day, make)
    assert len(parts._kept) <= 2
    assert len(parts._kept[one.id]) < len(days)
