"""Five letters in four languages, kept as they were approved: read them aloud.

`python -m tests.application.test_letters_read_aloud` writes them anew; read before you keep them.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind, as_text, letter, missing_demands
from griffie.domain.events import (
    Article17ExceptionApplied,
    DeadlineExtended,
    FeeProposed,
    Invoked,
    RecipientNotified,
    RecipientsRecorded,
    RefusedAsExcessive,
    RightFulfilled,
    SealedRequester,
)
from griffie.domain.law import ExceptionGround, ExtensionGround, FeeGround, Language, Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.disclosed import DisclosureSource
from tests.given.past import given, received

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "letters"
IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
WORDS = tomllib.loads((GOLDEN / "words.toml").read_text("utf-8"))
TODAY = date(2026, 3, 20)
ACCESS, ERASURE = Right.ACCESS, Right.ERASURE


def sealed(word: str) -> Sealed:
    return Sealed(word.ljust(43, "_"))


WRITER = SealedRequester(name=sealed("name"), postal_address=sealed("place"))
SOME_PURPOSES = Invoked(right=ACCESS, purposes=("billing", "newsletter", "statistics"))
THREE_CATEGORIES = Invoked(
    right=ERASURE,
    categories=("contact", "invoices", "preferences"),
    recipients=("cookieyes", "host-1"),
)

LETTERS: dict[str, tuple[LetterKind, tuple[Any, ...]]] = {
    "access": (
        LetterKind.ANSWER,
        (
            received(SOME_PURPOSES, requester=WRITER),
            RecipientsRecorded(
                recipients=("host-1",),
                categories=("contact", "invoices"),
                source=DisclosureSource.CONTRACT,
                name=sealed("printer"),
            ),
            RecipientsRecorded(
                recipients=("google-analytics",),
                categories=("browsing",),
                source=DisclosureSource.ASSUMED,
            ),
            RightFulfilled(right=ACCESS, measures=sealed("searched")),
        ),
    ),
    "erasure": (
        LetterKind.ANSWER,
        (
            received(THREE_CATEGORIES, requester=WRITER),
            Article17ExceptionApplied(
                right=ERASURE,
                ground=ExceptionGround.LEGAL_OBLIGATION,
                categories=("invoices",),
                necessity=sealed("tax"),
                legal_basis=sealed("article"),
                until=date(2036, 12, 31),
            ),
            RightFulfilled(right=ERASURE, measures=sealed("done")),
            RecipientNotified(recipient="host-1", right=ERASURE, notified_on=date(2026, 3, 19)),
        ),
    ),
    "excessive": (
        LetterKind.REFUSAL,
        (
            received(ACCESS, requester=WRITER),
            RefusedAsExcessive(right=ACCESS, demonstration=sealed("burden")),
        ),
    ),
    "fee": (
        LetterKind.FEE,
        (
            received(ACCESS, requester=WRITER),
            FeeProposed(
                right=ACCESS,
                ground=FeeGround.EXCESSIVE,
                amount_cents=1250,
                demonstration=sealed("burden"),
                notified_on=TODAY,
            ),
        ),
    ),
    "extension": (
        LetterKind.EXTENSION,
        (
            received(ACCESS, ERASURE, requester=WRITER),
            DeadlineExtended(
                grounds=(ExtensionGround.COMPLEXITY, ExtensionGround.NUMBER),
                explanation=sealed("systems"),
                notified_on=TODAY,
                rights=(ACCESS,),
            ),
        ),
    ),
}


def golden(name: str, language: Language) -> Path:
    return GOLDEN / f"{name}.{language.value}.txt"


def told_in(name: str, language: Language) -> str:
    kind, history = LETTERS[name]
    words = {sealed(key): said.get("all") or said[language.value] for key, said in WORDS.items()}
    written = letter(given(*history), history, IASSIST, kind, language, words, on=TODAY)
    assert missing_demands(written) == ()
    return as_text(written)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_was_approved(name: str, language: Language) -> None:
    assert told_in(name, language) == golden(name, language).read_text("utf-8")


def main() -> None:
    """Write the letters anew."""
    for name in LETTERS:
        for language in Language:
            golden(name, language).write_text(told_in(name, language), "utf-8")


if __name__ == "__main__":
    main()
