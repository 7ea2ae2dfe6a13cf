"""What the author of a mail wrote anew: before what is quoted, the signature, the usual notices."""

import re

from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.passed_on import first_mails

_QUOTED = re.compile(r"^\s*(?:>|\|(?![^\n]*\|))")
"""A line between bars is one of a table."""
_SIGNATURE = re.compile(r"^-- ?$|^_{40,}$", re.MULTILINE)
"""Of a person; or of a list, as programs for lists set it apart."""
_GREETING = re.compile(
    r"^[ \t]*(?:(?:met )?(?:vriendelijke|beste|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg"
    r"|(?:bien )?cordialement|(?:mes )?(?:sincères )?salutations|bien à vous"
    r"|(?:mit )?(?:freundlichen?|besten?|viele[nr]?|liebe[nr]?) gr(?:ü|ue)(?:ß|ss)en?|mfg"
    r"|(?:kind|best|warm) regards|regards|yours (?:sincerely|faithfully))\b[^\n]{0,30}$"
    r"|^[ \t]*(?:sent (?:from|with|via)|get outlook for|ver(?:stuurd|zonden) (?:vanaf|met|via)"
    r"|outlook voor|envoyé (?:de|depuis|à partir|avec)|télécharger outlook|obtenir outlook"
    r"|(?:von meinem|gesendet (?:von|mit)|outlook für))\b[^\n]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
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
_FEW, _LONGEST, _LONGEST_NAME = 30, 60_000, 100
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
    said = _PARAGRAPHS.split(_before(_SIGNATURE, new))
    return "\n\n".join(one for one in said if not _is_notice(one))


def letter_itself(new: str) -> str:
    """What stands before the greeting at the end: below it are a title, an office, its slogans."""
    return _before(_GREETING, new)


def without_name(text: str, name: str) -> str:
    """A text without the pieces of a name: "An" is none of the small words of English."""
    pieces = [one for one in re.findall(r"[^\W\d_]{2,}", name[:_LONGEST_NAME]) if one[0].isupper()]
    return re.sub(rf"\b(?:{'|'.join(pieces)})\b", " ", text) if pieces else text


def _before(mark: re.Pattern[str], text: str) -> str:
    """A text up to the first such line; the whole of it where nothing stands above that."""
    found = mark.search(text)
    above = text[: found.start()] if found else ""
    return above if above.strip() else text


def _is_notice(paragraph: str) -> bool:
    return bool(_SECRET.search(paragraph) and _FOR_WHOM.search(paragraph))


def points_at_a_file(text: str) -> bool:
    """Whether it says little more than that a letter is attached."""
    new = new_words(text)
    return len(new.split()) <= _FEW and bool(_ATTACHED.search(new))
