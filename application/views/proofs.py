"""Proofs of the transparency log (RFC 9162), with their hashes in base64."""

from base64 import b64encode
from typing import Any

from griffie.application.views.answer import AnswerModel


# Entry `index` (from 0) is in the log of `size`: RFC 9162 §2.1.3.
class InclusionShown(AnswerModel):
    index: int
    size: int
    entry_hash: str
    root: str
    proof: list[str]


# The log of one size begins with the log of another: RFC 9162 §2.1.4.
class ConsistencyShown(AnswerModel):
    old: int
    new: int
    old_root: str
    root: str
    proof: list[str]


def inclusion_shown(found: Any) -> InclusionShown:
    """The proof of inclusion that `Log.inclusion` gave."""
    return InclusionShown(
        index=found.index,
        size=found.size,
        entry_hash=_base64(found.entry_hash),
        root=_base64(found.root),
        proof=[_base64(node) for node in found.proof],
    )


def consistency_shown(found: Any) -> ConsistencyShown:
    """The proof of consistency that `Log.consistency` gave."""
    return ConsistencyShown(
        old=found.old,
        new=found.new,
        old_root=_base64(found.old_root),
        root=_base64(found.root),
        proof=[_base64(node) for node in found.proof],
    )


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode()
