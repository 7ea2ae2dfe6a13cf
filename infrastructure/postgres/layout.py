"""Which tables and functions a store on a server has: a digest of all that makes them.

A process compares it with its own before it serves, so an upgrade never meets tables without a
column that it needs.
"""

from functools import cache
from hashlib import sha256

from griffie.infrastructure.postgres import keys, schema


@cache
def layout() -> str:
    """Sixteen hexadecimal letters that differ as soon as a statement does."""
    said = "\n".join((*schema.statements(), *keys.statements()))
    return sha256(said.encode()).hexdigest()[:16]
