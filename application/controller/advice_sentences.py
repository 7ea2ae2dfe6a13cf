"""The sentences of advice on which right applies, each once and with its provision; in English."""

from enum import Enum

from griffie.domain.law import GDPR, Provision


class AdviceSentence(Enum):
    """A sentence of advice (`because`) and the provision that it rests on."""

    def __init__(self, provision: Provision, because: str) -> None:
        self.provision, self.because = provision, because


class Why(AdviceSentence):
    """Why a right applies, does not apply, or applies in part."""

    ACCESS = GDPR(15, 1), "access applies whichever the basis is"
    ACCURACY = GDPR(16), "rectification applies whichever the basis is"
    ON_A_GROUND = GDPR(18, 1), "restriction applies whichever the basis is, on one of four grounds"
    TOLD_CONSENT = GDPR(7, 3), "the person was told that it rests on consent: that is honoured"
    NO_CONSENT = GDPR(7, 3), "no consent was asked for it, so there is none to withdraw"
    ONE_POINT_NEEDED = GDPR(17, 1), "erasure applies on one of six points"
    IF_UNLAWFUL = GDPR(17, 1, "d"), "always where the data were processed unlawfully"
    NECESSARY_KEPT = GDPR(17, 3), "not to the extent that the processing is necessary for this"
    PARTLY_NECESSARY = GDPR(17, 3), "for a part of it the processing may be necessary for this"
    CONSENT_OR_CONTRACT = GDPR(20, 1, "a"), "it rests on consent or on a contract"
    PART_ON_THOSE = GDPR(20, 1, "a"), "only as far as it rests on consent or on a contract"
    ON_NEITHER = GDPR(20, 1, "a"), "it rests neither on consent nor on a contract"
    NOT_AUTOMATED = GDPR(20, 1, "b"), "it is not carried out by automated means"
    PROVIDED = GDPR(20, 1), "only data that the person provided, or that were observed"
    NOT_PROVIDED = GDPR(20, 1), "the person provided none of these data"
    SITUATION = GDPR(21, 1), "it rests on a public task or on legitimate interests"
    PART_ON_INTERESTS = GDPR(21, 1), "only as far as it rests on a public task or on interests"
    OTHER_BASIS = GDPR(21, 1), "it rests neither on a public task nor on legitimate interests"
    ANNOUNCED = GDPR(21, 1), "it was announced: the objection counts before the processing begins"
    MARKETING = GDPR(21, 3), "it is direct marketing: it stops, whichever the basis is"
    NO_MARKETING = GDPR(21, 2), "the profile says that it is no direct marketing"
    RESEARCH = GDPR(21, 6), "it is research or statistics"
    NO_RESEARCH = GDPR(21, 6), "the profile says that it is neither research nor statistics"
    SOLELY_AUTOMATED = GDPR(22, 1), "it holds decisions that are taken by machines alone"
    HUMAN_OWED = GDPR(22, 3), "a person must look at it again when asked"
    NO_MACHINE = GDPR(22, 1), "the profile knows no decision that is taken by machines alone"
    UNSETTLED = GDPR(5, 2), "the profile leaves open what this turns on"


class Review(AdviceSentence):
    """Why the DPO should look at the profile itself first."""

    NO_PURPOSES = GDPR(5, 1, "b"), "the profile names no purposes"
    UNKNOWN_PURPOSE = GDPR(5, 1, "b"), "the profile does not know this purpose"
    ANNOUNCED_ONLY = GDPR(5, 1, "b"), "it was announced, and the profile does not describe it yet"
    NO_BASIS = GDPR(6, 1), "no basis is stated for it"
    SEVERAL_BASES = GDPR(6, 1), "several bases are stated for it"
    ANOTHER_ADVISED = GDPR(6, 1), "another basis is advised than is stated: it is not swapped"
    DUTY_UNNAMED = GDPR(6, 3), "the law that imposes the duty is not named"
    VITAL_INTEREST = GDPR(6, 1, "d"), "vital interests seldom carry a purpose: name the processing"
    MARKETING_OPEN = GDPR(21, 2), "whether it is direct marketing is left open"
    MACHINE_OPEN = GDPR(22, 1), "whether a machine alone decides is left open"
    RESEARCH_OPEN = GDPR(21, 6), "whether it is research or statistics is left open"
