"""Locks values of several requests at once, as the commands of a group need it.

What holds here: no key is made, and nothing waits for a disk. The keys are read with one question,
when the first is needed; where they cannot be had then, nobody of the group asks again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from griffie.application.disclosure import Disclosure, KeyUnavailableError
from griffie.application.maintenance.decided import WHOLE_FILE
from griffie.application.ports import Locked
from griffie.infrastructure.vault.key_store import Keys, is_destroyed, living_key
from griffie.infrastructure.vault.locked_value import lock_value


class LocksAtOnce:
    """See `application.ports.LockAtOnce`."""

    def __init__(self, read: Callable[[], Mapping[UUID, Keys]]) -> None:
        """`read` gives the keys of every request of which values will be locked."""
        self._read = read
        self._keys: Mapping[UUID, Keys] | KeyUnavailableError | None = None

    def __call__(
        self, request_id: UUID, disclosed: Iterable[Disclosure]
    ) -> Sequence[Locked] | None:
        """Raises KeyUnavailableError."""
        values = list(disclosed)
        if not values:
            return []
        keys = self._known()[request_id]
        if is_destroyed(keys, WHOLE_FILE) or any(not keys.get(value.tier) for value in values):
            return None
        return [lock_value(request_id, living_key(keys, value.tier), value) for value in values]

    def _known(self) -> Mapping[UUID, Keys]:
        if self._keys is None:
            try:
                self._keys = self._read()
            except KeyUnavailableError as trouble:
                self._keys = trouble
        if isinstance(self._keys, KeyUnavailableError):
            raise self._keys
        return self._keys
