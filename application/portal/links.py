"""The port that seals what a link of the portal carries."""

from typing import Protocol


class Links(Protocol):
    """The port that seals what a link carries."""

    def seal(self, words: str, kind: str = "") -> str:
        """These words as a part of an address. What was sealed as one kind opens as no other."""

    def open(self, link: str, kind: str = "") -> str | None:
        """The words again; None for what this store did not seal, or not as this kind."""
