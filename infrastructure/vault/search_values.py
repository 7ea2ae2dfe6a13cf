"""How a request is found by a name or an address: by keyed digests, never by the words."""

import hmac
from collections.abc import Sequence
from uuid import UUID

from griffie.infrastructure.database import Database
from griffie.infrastructure.vault.search_words import spellings, words

_MAC_BYTES = 16
_SAME_ADDRESS = """SELECT DISTINCT theirs.request_id FROM search_index ours
    JOIN search_index theirs ON theirs.kind = ours.kind AND theirs.mac = ours.mac
    WHERE ours.request_id = ? AND ours.kind = 'email' AND theirs.request_id <> ?"""


class SearchValues:
    """Reads the table of search values with the search key. The recorder writes that table."""

    def __init__(self, datastore: Database, key: bytes) -> None:
        self._datastore, self._key = datastore, key

    def macs(self, kind: str, value: str) -> Sequence[bytes]:
        """The digests of every spelling of a value."""
        return [self._mac(kind, spelling) for spelling in spellings(kind, value)]

    def find(self, kind: str, value: str) -> list[UUID]:
        """The requests with this address, or with every word of this name in any order."""
        asked = spellings(kind, value)
        found = self._with(kind, asked[:1])
        if kind == "name" and (parts := words(value)):
            found |= set.intersection(*(self._with(kind, [part]) for part in parts))
        return sorted(found)

    def same_address(self, request_id: UUID) -> list[UUID]:
        """The other requests in which an e-mail address of this one stands."""
        with self._datastore.transaction(commit=False) as c:
            c.execute(_SAME_ADDRESS, (request_id.hex, request_id.hex))
            return sorted(UUID(row[0]) for row in c.fetchall())

    def _with(self, kind: str, spelled: Sequence[str]) -> set[UUID]:
        found: set[UUID] = set()
        for spelling in spelled:
            with self._datastore.transaction(commit=False) as c:
                select = "SELECT request_id FROM search_index WHERE kind = ? AND mac = ?"
                c.execute(select, (kind, self._mac(kind, spelling)))
                found |= {UUID(row[0]) for row in c.fetchall()}
        return found

    def _mac(self, kind: str, spelling: str) -> bytes:
        message = f"{kind}\0{spelling}".encode()
        return hmac.digest(self._key, message, "sha256")[:_MAC_BYTES]
