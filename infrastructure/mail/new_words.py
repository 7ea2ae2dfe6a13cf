"""What the author of a mail wrote anew: before what is quoted, the signature, the usual notices."""

import re

from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.passed_on import first_mails

_QUOTED = re.compile(r"^\s*[>|]")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n[ \t\xa0]*\n")
_SECRET = re.compile(
    r"\b(vertrouwelijk|confidenti(eel|ële|el(le)?s?|al)|vertraulich\w*|privileged|disclaimer|geheim)\b",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"\b(bestemd|bestemmeling\w*|geadresseerde\w*|vergissing|per abuis|destinée?s?|destinataire\w*"
    r"|par erreur|empfänger\w*|adressat\w*|irrtümlich|bestimmt|intended|addressee\w*|recipient\w*"
    r"|in error|unauthori[sz]ed)\b",
    re.IGNORECASE,
)
_FEW, _LONGEST = 30, 60_000
_ATTACHED = re.compile(
    r"\b(bijlagen?|bijgevoegde?|bijgaande?|ci-joint\w*|en annexe|pi[eè]ces? jointes?"
    r"|anhang|anlagen?|angehängt\w*|beigefügt\w*|anbei|beiliegend\w*|attach(ed|ments?)|enclosed)\b",
    re.IGNORECASE,
)


def new_words(text: str) -> str:
    """The words that are new in a text: before what it quotes and before the signature.

    Left out as well are notices that a mail is confidential: offices set them under each mail, in
    other languages than their author writes.
    """
    lines = text[:_LONGEST].split("\n")
    first = next(first_mails(text[:_LONGEST], Headers({}, mended=False)), None)
    kept = lines[: first.place] if first and first.place > 1 else lines
    new = "\n".join(line for line in kept if not _QUOTED.match(line))
    said = _PARAGRAPHS.split(_SIGNATURE.split(new)[0])
    return "\n\n".join(one for one in said if not _is_notice(one))


def _is_notice(paragraph: str) -> bool:
    return bool(_SECRET.search(paragraph) and _FOR_WHOM.search(paragraph))


def points_at_a_file(text: str) -> bool:
    """Whether it says little more than that a letter is attached."""
    new = new_words(text)
    return len(new.split()) <= _FEW and bool(_ATTACHED.search(new))
