"""What a clerk says in each step, where nothing of it matters but that it is said."""

from typing import Any

from griffie.domain.events import DocumentAdded, ErasureOfCopiesDecided
from griffie.domain.law import (
    ExtensionGround,
    FeeGround,
    NoRequestGround,
    NotApplicableGround,
    Refusal,
    RestrictionGround,
    Right,
)
from griffie.domain.request.vocabulary import (
    Channel,
    DocumentKind,
    FileErasure,
    Format,
    Hands,
    Letter,
    NewFact,
    ReviewOutcome,
    Weighing,
)
from tests.given.past import NOW, RECEIVED_ON, WORDS

ERASURE, ACCESS = Right.ERASURE, Right.ACCESS


ACT: dict[str, Any] = {"right": ERASURE, "measures": WORDS}


DOUBT: dict[str, Any] = {"grounds": WORDS, "asked_on": RECEIVED_ON, "asked_for": WORDS}


PROVE: dict[str, Any] = {"method": WORDS, "verified_on": RECEIVED_ON, "received_on": None}


FAIL: dict[str, Any] = {"reason": WORDS, "received_on": None}


ASK: dict[str, Any] = {"question": WORDS, "asked_on": RECEIVED_ON}


HEAR: dict[str, Any] = {"answer": WORDS, "received_on": RECEIVED_ON}


WAIT: dict[str, Any] = {
    "grounds": (ExtensionGround.NUMBER,),
    "explanation": WORDS,
    "notified_on": RECEIVED_ON,
    "rights": (),
}


REFUSE: dict[str, Any] = {"ground": Refusal.UNFOUNDED, "demonstration": WORDS}


NO_DATA: dict[str, Any] = {"ground": NotApplicableGround.NO_DATA, "explanation": WORDS}


REVOKE: dict[str, Any] = {"right": ERASURE, "reason": WORDS}


NOTIFY: dict[str, Any] = {"recipient": "mailer", "notified_on": RECEIVED_ON}


TELL: dict[str, Any] = {
    "kind": Letter.ANSWER,
    "rights": (ERASURE,),
    "sent_on": RECEIVED_ON,
    "channel": Channel.POST,
    "text": None,
}


FEE: dict[str, Any] = {
    "ground": FeeGround.EXCESSIVE,
    "amount_cents": 100,
    "demonstration": WORDS,
    "notified_on": RECEIVED_ON,
}


COPY: dict[str, Any] = {
    "format": Format.JSON,
    "channel": Channel.EMAIL,
    "hands": Hands.REQUESTER,
    "delivered_on": RECEIVED_ON,
    "documents": (),
}


FILED = DocumentAdded(kind=DocumentKind.DELIVERED_COPY, document=WORDS, size=1)


GONE: dict[str, Any] = {"ground": FileErasure.ORDER, "explanation": WORDS}


DECIDED = ErasureOfCopiesDecided(**GONE, documents=(WORDS,))


ON: dict[str, Any] = {"on": RECEIVED_ON}


SEND: dict[str, Any] = {"format": Format.JSON, "target": WORDS, "transmitted_on": RECEIVED_ON}


MEND: dict[str, Any] = {"system": "crm", "fields": ("name",), "rectified_on": RECEIVED_ON}


WIPE: dict[str, Any] = {"system": "crm", "proof": WORDS, "erased_on": RECEIVED_ON}


WEIGH: dict[str, Any] = {
    "interests": WORDS,
    "prevails": Weighing.CONTROLLER,
    "performed_on": RECEIVED_ON,
}


STOP: dict[str, Any] = {"purposes": (), "stopped_on": RECEIVED_ON}


QUIET: dict[str, Any] = {"channels": (), "stopped_on": RECEIVED_ON}


PASS_ON: dict[str, Any] = {"recipients": ("mailer",), "told_on": RECEIVED_ON}


REVIEW: dict[str, Any] = {
    "outcome": ReviewOutcome.UPHELD,
    "view": None,
    "reasons": WORDS,
    "reviewed_on": RECEIVED_ON,
}


LIFT: dict[str, Any] = {
    "ground": RestrictionGround.CONTESTED,
    "reason": WORDS,
    "lifted_on": RECEIVED_ON,
}


FIND: dict[str, Any] = {"ground": NoRequestGround.NOT_A_REQUEST, "reason": WORDS}


REOPEN: dict[str, Any] = {"reason": WORDS, "new_fact": NewFact.NONE, "on": NOW.today}
"""Our own answer was wrong: the first receipt keeps counting."""


def take_back(*rights: Right) -> dict[str, Any]:
    return {"rights": rights, "on": NOW.today, "words": WORDS}
