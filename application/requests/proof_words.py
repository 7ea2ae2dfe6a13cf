"""Reads in typed words that a copy of the identity card, the number or the photograph is asked.

In Dutch, French, German and English. It only adds to what a person ticked: whoever asks for such a
thing is asked why. A thing that is named to be left out ("no copy of the card", "cover the number")
is not asked for, nor is a card that is only to be shown.
"""

import re
from unicodedata import normalize

from griffie.domain.request.vocabulary import Proof

_NUMBER = (
    r"rijksregister\s*-?\s*(nummer|nr)\w*|rijksregisternummer\w*|rrn\b|insz\b"
    r"|identificatienummer van het rijksregister"
    r"|num[eé]ro (de |du |d')?registre national|num[eé]ro national|niss\b|n(°|o\.?) national"
    r"|nationalregister\s*-?\s*(nummer|nr)\w*|nationalnummer\w*"
    r"|national (register |registry |identification |identity |insurance )?number|personal number"
    r"|burgerservicenummer|bsn\b|social security number"
)
_CARD = (
    r"\b(e?id|identiteits)\s*-?\s*(kaart|bewijs|document)\w*|identiteitskaart\w*|paspoort\w*"
    r"|\beid\b|identiteitsbewijs|rijbewijs"
    r"|carte\w* d.identit[eé]|pi[eè]ce\w* d.identit[eé]|passeport\w*|permis de conduire"
    r"|personalausweis\w*|ausweis\w*|identit[aä]tskarte\w*|reisepass\w*|\bpass(es)?kopie\w*"
    r"|f[uü]hrerschein\w*"
    r"|identity (card|document)s?|\bid[ -]?(card|document)s?|passports?|driving licen[cs]e"
)
_PHOTO = (
    r"pasfoto\w*|portretfoto\w*|photo d.identit[eé]|photo portrait|passfoto\w*|lichtbild\w*"
    r"|passport photo\w*|selfie\w*"
)
_NOT = (
    r"\b(geen|niet|nooit|zonder|noch|evenmin|pas (de|d')|sans|aucune?|jamais|ni|kein\w*|ohne|nicht"
    r"|weder|no|not|never|without|nor|neither|don't|n't)\b"
)
_COVERED = (
    r"afgedekt|afdekken|afgeschermd|zwart|onleesbaar|dek\b|masqu|caviard|occult|noirci|couvr"
    r"|geschw[aä]rzt|schw[aä]rz|abgedeckt|unkenntlich|cover|blacken|black out|redact|mask"
)
_SHOWN = (
    r"\btoon\w*|tonen|voorleg\w*|laten zien|aan (de|onze) balie|montr\w*|pr[eé]sent\w*"
    r"|au guichet|vorzeig\w*|vorleg\w*|am schalter|\bshow\w*|\bpresent\w*"
    r"|at (the|our) (counter|desk)"
)
_COPY = (
    r"kopie|copie|copy|copies|scan|beide zijden|voor- en achter|recto|both sides|beidseitig"
    r"|foto van|photo of|photo de"
)
_SENTENCE = re.compile(r"[.;!?\n]+|,? (?:maar|wel|mais|plut[oô]t|aber|sondern|but|rather) ")


def proofs_asked(text: str) -> frozenset[Proof]:
    """What of the identity card, the national number and the photograph the words ask for."""
    found: set[Proof] = set()
    for said in _SENTENCE.split(_plain(text)):
        if _has(_NUMBER, said) and not _left_out(_NUMBER, said):
            found.add(Proof.NATIONAL_NUMBER)
        if _has(_PHOTO, said) and not _left_out(_PHOTO, said):
            found.add(Proof.PHOTO)
        only_shown = _has(_SHOWN, said) and not _has(_COPY, said)
        if _has(_CARD, said) and not only_shown and not _denied(_CARD, said):
            found.add(Proof.CARD_COPY)
    return frozenset(found)


def _has(pattern: str, said: str) -> bool:
    return re.search(pattern, said) is not None


def _left_out(pattern: str, said: str) -> bool:
    """Whether it is denied, or named only as what is to be covered."""
    return _denied(pattern, said) or _has(_COVERED, said)


def _denied(pattern: str, said: str) -> bool:
    """Whether each time that it is named a word of denial stands before it in the sentence."""
    return all(_has(_NOT, said[: one.start()]) for one in re.finditer(pattern, said))


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().replace("’", "'").split())
