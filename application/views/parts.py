"""The parts of an answer, kept while they hold: what a rule found is not asked again.

What holds here: a part follows from the attributes of a request and from its key (a day, a role),
and from nothing else. While it is made, the request notes each attribute that is read; the part is
kept with those values. It holds for as long as each of them is the very same object: values are
replaced and never changed in place. So nobody lists by hand what a part reads, and no list can
forget a word of the law. What it read when it was made before counts as read again.

No part opens what is sealed: a revealed word, a masked name and a repeated answer are never kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from griffie.domain.rights_request import RightsRequest

T = TypeVar("T")
Read = dict[str, Any]
"""The attributes that were read, with the objects that stood there."""

MOST = 1000
"""Requests of which parts are kept."""
_OF_ONE = 16
"""Parts kept of one request: those of two days, or of three roles."""


class _Unregistered:
    """A request that notes what is read of it is no kind of aggregate of its own."""

    def __init_subclass__(cls, **_: Any) -> None:
        """Keep the class from the library, which would want a topic to store it under."""


class _Missing:
    """Stands for an attribute that was asked for and was not there: equal to nothing."""


class _Source(NamedTuple):
    """Of what a watched request is the likeness, and what was read of it so far."""

    request: RightsRequest
    held: Read
    read: Read


class Watched(_Unregistered, RightsRequest):
    """A request that notes which of its attributes are read, by whichever rule.

    It begins with none, and takes over each when it is first asked for: so the second time costs
    nothing. No attribute of a request may therefore have a value on its class.
    """

    watched_source: _Source

    def __getattr__(self, name: str) -> Any:
        _, held, read = object.__getattribute__(self, "watched_source")
        if name not in held:  # it may stand there later: what found it missing never holds
            read[name] = _Missing()
            raise AttributeError(name=name, obj=self)
        value = read[name] = held[name]
        object.__setattr__(self, name, value)
        return value

    @property
    def __dict__(self) -> Read:  # type: ignore[override]
        """All of it at once: who reads that read everything."""
        self.watched_source.read.update(self.watched_source.held)
        return {**self.watched_source.held}

    def copy(self) -> RightsRequest:
        self.watched_source.read.update(self.watched_source.held)
        return self.watched_source.request.copy()


def watched(request: RightsRequest, before: Iterable[str] = ()) -> tuple[RightsRequest, Read]:
    """The request as it is to be read by what makes a part, and what will have been read.

    `before` are attributes that count as read from the start, so that none has to be noted: those
    that this part of this request read when it was last made. It may read fewer of them now; then
    it holds a little shorter than it could.
    """
    origin = request.watched_source.request if isinstance(request, Watched) else request
    held = vars(origin)
    read = {name: held[name] for name in before if name in held}
    twin: Watched = object.__new__(Watched)
    own = super(Watched, twin).__dict__  # its attributes themselves, past the property above
    own.update(read, watched_source=_Source(origin, held, read))
    return twin, read


class _Kept(NamedTuple):
    read: Read
    made: Any


class Parts:
    """What was made of requests. For any thread; of the requests that were asked for last."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[UUID, dict[Hashable, _Kept]] = OrderedDict()

    def of(self, request: RightsRequest, key: Hashable, make: Callable[[RightsRequest], T]) -> T:
        """What `make` gives of a request, made now or before. Its inputs besides are in `key`.

        A part may be made of other parts: then it read what they read.
        """
        if request.erased:
            self.forget(request.id)
            return make(request)
        source = request.watched_source if isinstance(request, Watched) else None
        now = source.held if source else vars(request)
        part = self._kept.get(request.id, {}).get(key)
        if part is None or any(now.get(name) is not value for name, value in part.read.items()):
            twin, read = watched(request, part.read if part else ())
            part = _Kept(read, make(twin))
            self._keep(request.id, key, part)
        if source:
            source.read.update(part.read)
        made: T = part.made
        return made

    def forget(self, request_id: UUID) -> None:
        """Keep nothing of a request: its personal data were erased."""
        self._kept.pop(request_id, None)

    def _keep(self, request_id: UUID, key: Hashable, part: _Kept) -> None:
        # Replaced and never changed: another thread may be reading the one before. Of a day that
        # is over nothing is asked again, so a request keeps its newest few.
        parts = self._kept.pop(request_id, {})
        others = [(name, one) for name, one in parts.items() if name != key]
        self._kept[request_id] = {**dict(others[-_OF_ONE + 1 :]), key: part}
        while len(self._kept) > self._most:
            try:
                self._kept.popitem(last=False)
            except KeyError:  # another thread took the last
                return


PARTS = Parts()
"""Of this process. A part holds by the objects that it was made of, whichever store they are of."""
