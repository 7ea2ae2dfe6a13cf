"""Letters about a request: what was received and sealed in them, and the text that came out."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters import (
    ComposedLetter,
    Demand,
    InformationItem,
    LetterKind,
    as_text,
    letter,
)
from griffie.domain.events import Invoked, RequestReceived
from griffie.domain.law import GDPR, Language, Right
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRequester
from tests.given.past import WORDS, given
from tests.given.past import received as received_from

ROOT = Path(__file__).parents[2]


IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")


TODAY = date(2026, 3, 20)


NL, FR, DE, EN = Language


ACCESS, ERASURE = Right.ACCESS, Right.ERASURE


ANSWER, REFUSAL = LetterKind.ANSWER, LetterKind.REFUSAL


TYPED = "Wat iemand in het dossier schreef."


OPENED = {WORDS: TYPED}


BOTH_ROUTES = {
    Demand(InformationItem.COMPLAINT, GDPR(12, 4)),
    Demand(InformationItem.COURT, GDPR(12, 4)),
}


def sealed(one: str) -> Sealed:
    return Sealed(one * 43)


def received(*rights: Right | Invoked, **facts: Any) -> RequestReceived:
    """As in `tests.given.past`, from somebody of whom only an address is known."""
    return received_from(*rights, **{"requester": SealedRequester(email=sealed("z"))} | facts)


def written(
    kind: LetterKind,
    first: FirstEvent,
    *then: Event,
    language: Language = NL,
    profile: ControllerProfile = IASSIST,
    words: dict[Sealed, Any] = OPENED,
) -> ComposedLetter:
    request = given(first, *then)
    return letter(request, [first, *then], profile, kind, language, words, on=TODAY)


def said(one: ComposedLetter) -> str:
    """The text in one line, so that a sentence is found wherever its lines break."""
    return re.sub(r"[ \n]+", " ", as_text(one)).strip()  # French keeps its no-break spaces


def plain(words: str) -> str:
    return words.casefold().replace("’", "'")


def about(*purposes: str) -> RequestReceived:
    return received(Invoked(right=ACCESS, purposes=purposes))
