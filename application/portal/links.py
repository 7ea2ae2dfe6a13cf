"""The port that seals what a link of the portal carries."""

from typing import Protocol


class Links(Protocol):
    """The port that seals what a link carries."""

    def seal(self, words: str) -> str:
        """These words as a part of an address."""

    def open(self, link: str) -> str | None:
        """The words again; None for what this store did not seal."""
