"""The findings of an audit about the vault: each value opens, and is what its event committed to.

Which values a file should have is held against its events in `compared.py`.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from uuid import UUID

from griffie.application.disclosure import KeyErasedError, KeyUnavailableError, TamperedError
from griffie.application.maintenance.findings import Finding, finding
from griffie.application.ports import Locked
from griffie.infrastructure.database import Database
from griffie.infrastructure.vault.key_store import Keys, living_key
from griffie.infrastructure.vault.locked_value import unlock_value

PAGE = 50  # a document may have many megabytes
_REMEMBERED = 64
SEALED = re.compile("[A-Za-z0-9_-]{43}")
_SPELLED = re.compile("[0-9a-f]{32}")
# As they stand, damaged or not: text that is no text must not break off the reading.
_VALUES = """SELECT rowid, CAST(request_id AS BLOB), CAST(digest AS BLOB), CAST(tier AS BLOB),
    CAST(nonce AS BLOB), CAST(ciphertext AS BLOB) FROM vault
    WHERE rowid > ? AND (request_id <> '' OR LENGTH(ciphertext) > 0)
    ORDER BY rowid LIMIT ?"""


def find_unsound_values(
    datastore: Database, keys_of: Callable[[UUID], Keys], pace: Callable[[], None]
) -> Iterator[Finding]:
    """A finding for each value that does not open, or opens to another value.

    Values are opened in memory only. `pace` is called between two pages.
    """
    remembered = lru_cache(_REMEMBERED)(keys_of)
    last = -(2**63)
    while rows := datastore.tuples(_VALUES, (last, PAGE)):
        pace()
        for _, request, *value in rows:
            stream, digest, tier = (as_it_stands(text) for text in (request, *value[:2]))
            if not is_id(stream):
                yield finding(None, None, None, "a sealed value stands under no request's name")
                continue
            row = Locked(UUID(stream), digest, tier, *value[2:])
            if fault := _fault_of(row, remembered):
                named = f"sealed value {digest}" if SEALED.fullmatch(digest) else "a sealed value"
                yield finding(None, stream, None, f"{named}: {fault}")
        last = rows[-1][0]


def _fault_of(row: Locked, keys_of: Callable[[UUID], Keys]) -> str | None:
    try:
        unlock_value(row, living_key(keys_of(row.request_id), row.tier))
    except KeyErasedError:
        return None  # erased already, or just now; `griffie serve` takes away what a crash left
    except (KeyUnavailableError, TamperedError) as reason:
        return str(reason)
    except TypeError:
        return "there is nothing that could be opened"
    return None


def is_id(text: str) -> bool:
    """Whether it is written as the id of a request or a message: 32 hexadecimal digits."""
    return bool(_SPELLED.fullmatch(text))


def as_it_stands(octets: object) -> str:
    """Text as it stands in a row, damaged or not; empty for what is no octets."""
    return octets.decode("utf-8", "surrogateescape") if isinstance(octets, bytes) else ""
