"""The verdict of our own verifier: facts about a file, and findings with a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from griffie.application.dossier.verifier.words import LANGUAGES, words


class Trust(StrEnum):
    """Where the public key comes from with which everything was checked."""

    BUNDLED = "bundled"
    """From the file itself: that proves nothing about who made the file."""
    PINNED = "pinned"
    """From the reader, who trusts it."""
    WITNESSED = "witnessed"
    """Witnesses signed the checkpoint too. Our logs have none yet: this is never given."""


class Wanted(NamedTuple):
    """What the reader demands of a file."""

    trust: str | None = None
    """A verifier key, as `log.vkey` writes it, without its newline."""
    held: str | None = None
    """A checkpoint that the reader had before."""
    newer_than: datetime | None = None
    """The newest event must be recorded at this instant or later, by the operator's clock."""
    now: datetime | None = None
    """The present, by the reader's clock: no event may be dated after it. Not asked without it."""
    log: bytes | None = None
    """The entries of a log that the reader holds: it must begin with the one that was signed."""


class BundleFinding(NamedTuple):
    """One thing that is wrong: its code, and where it is."""

    code: str
    where: str

    def words(self, language: str) -> str:
        """The sentence for this finding, in one of the four languages: en, nl, fr, de."""
        return words(self.code, self.where, language)


@dataclass
class Verdict:
    """The result for one file: consistent when there are no findings."""

    facts: dict[str, Any] = field(default_factory=dict)
    findings: set[BundleFinding] = field(default_factory=set)
    language: str = LANGUAGES[0]
    """Of the reader for whom the file was made."""

    def say(self, code: str, where: object = "") -> None:
        """Add a finding."""
        self.findings.add(BundleFinding(code, str(where)))

    @property
    def name(self) -> Literal["consistent", "inconsistent"]:
        """The verdict in one word."""
        return "inconsistent" if self.findings else "consistent"

    def ordered(self) -> Iterator[BundleFinding]:
        """The findings, by code and place."""
        yield from sorted(self.findings)
