"""Proofs of the transparency log (RFC 9162), their hashes in base64."""

from base64 import b64encode
from typing import Any

from griffie.application.views.answer import AnswerModel


class InclusionShown(AnswerModel):
    index: int
    size: int
    entry_hash: str
    root: str
    proof: list[str]


class ConsistencyShown(AnswerModel):
    old: int
    new: int
    old_root: str
    root: str
    proof: list[str]


def inclusion_shown(found: Any) -> InclusionShown:
    """That an entry stands in the log of a size: RFC 9162 §2.1.3. `found` comes from the log."""
    return InclusionShown(
        index=found.index,
        size=found.size,
        entry_hash=_base64(found.entry_hash),
        root=_base64(found.root),
        proof=[_base64(node) for node in found.proof],
    )


def consistency_shown(found: Any) -> ConsistencyShown:
    """That the log of one size begins with the log of another: RFC 9162 §2.1.4."""
    return ConsistencyShown(
        old=found.old,
        new=found.new,
        old_root=_base64(found.old_root),
        root=_base64(found.root),
        proof=[_base64(node) for node in found.proof],
    )


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode()
