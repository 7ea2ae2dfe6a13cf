"""Who asks and for whom, and how that is shown: the names of codes, as in `names`."""

from griffie.api.words.names import msg
from griffie.domain.request.vocabulary import (
    AgeBand,
    Capability,
    Hands,
    Mandate,
    MandateProof,
    Proof,
)

MANDATES = {
    Mandate.NONE: msg("no mandate asked"),
    Mandate.ASKED: msg("mandate asked"),
    Mandate.VERIFIED: msg("mandate verified"),
    Mandate.REJECTED: msg("mandate rejected"),
}

MANDATE_PROOFS = {
    MandateProof.WRITTEN_MANDATE: msg("by a written mandate"),
    MandateProof.LAWYERS_DECLARATION: msg("by a lawyer’s declaration"),
    MandateProof.PARENTAL_AUTHORITY: msg("by parental authority"),
    MandateProof.JUDGMENT: msg("by a judgment"),
    MandateProof.STATUTE: msg("by law"),
    MandateProof.OTHER: msg("in another way"),
}

HANDS = {
    Hands.REQUESTER: msg("to the requester"),
    Hands.REPRESENTATIVE: msg("to the representative"),
}

AGES = {
    AgeBand.UNDER_13: msg("under 13 years"),
    AgeBand.FROM_13: msg("13 to 15 years"),
    AgeBand.FROM_16: msg("16 or 17 years"),
}

CAPABILITIES = {
    Capability.ACTS_ALONE: msg("acts alone"),
    Capability.IS_REPRESENTED: msg("is represented"),
}

PROOFS = {
    Proof.KNOWN_CHANNEL: msg("an answer from an address that we know"),
    Proof.KNOWN_FACTS: msg("facts that only the requester knows"),
    Proof.CARD_SHOWN: msg("the identity card, shown and not copied"),
    Proof.CARD_COPY: msg("a copy of the identity card"),
    Proof.NATIONAL_NUMBER: msg("the national number"),
    Proof.PHOTO: msg("the photograph"),
    Proof.OTHER: msg("something else"),
}
