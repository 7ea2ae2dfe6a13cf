"""The files that a reader brings along: a key, a checkpoint, a log. A slip in one is no finding.

So it is told before anything is checked, in the reader's language; `verify.html` uses these words.
"""

import re
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from griffie.application.dossier.verifier.archive import unzipped
from griffie.application.dossier.verifier.errors import UnreadableError
from griffie.application.dossier.verifier.tree import ENTRY
from griffie.application.dossier.verifier.words import LANGUAGES

SLIPS = {
    "mark": (
        "it begins with a byte order mark, or is UTF-16: save it as UTF-8 without a mark",
        "het begint met een byte order mark, of is UTF-16: bewaar het als UTF-8 zonder BOM",
        "il commence par une marque d'ordre, ou est en UTF-16 : enregistrez-le en UTF-8 sans BOM",
        "sie beginnt mit einer Bytereihenfolge-Marke oder ist UTF-16: als UTF-8 ohne BOM speichern",
    ),
    "text": (
        "it is no text in UTF-8",
        "het is geen tekst in UTF-8",
        "ce n'est pas un texte en UTF-8",
        "sie ist kein Text in UTF-8",
    ),
    "ends": (
        "its lines end as on Windows: save it with plain line ends",
        "de regels eindigen zoals in Windows: bewaar het met gewone regeleinden",
        "ses lignes finissent comme sous Windows : enregistrez-le avec des fins de ligne simples",
        "ihre Zeilen enden wie unter Windows: mit einfachen Zeilenenden speichern",
    ),
    "key": (
        "it is not one line with a key, name+id+base64, and nothing else: no blank line, no space",
        (
            "het is niet één regel met een sleutel, naam+id+base64, en niets anders: geen lege"
            " regel, geen spatie"
        ),
        "ce n'est pas une seule ligne avec une clé, nom+id+base64 : ni ligne vide, ni espace",
        (
            "sie ist nicht eine Zeile mit einem Schlüssel, Name+Id+base64: keine Leerzeile, kein"
            " Leerzeichen"
        ),
    ),
    "note": (
        (
            "it is no checkpoint as it was given: three lines, an empty one, and signature lines,"
            " with nothing before or behind"
        ),
        (
            "het is geen controlepunt zoals het gegeven is: drie regels, een lege, en regels met"
            " handtekeningen, met niets ervoor of erachter"
        ),
        (
            "ce n'est pas un point de contrôle tel qu'il a été donné : trois lignes, une vide, et"
            " des lignes de signature, rien avant ni après"
        ),
        (
            "sie ist kein Prüfpunkt, wie er gegeben wurde: drei Zeilen, eine leere, und"
            " Zeilen mit Unterschriften, nichts davor oder dahinter"
        ),
    ),
    "log": (
        "it is neither a long bundle, which holds the whole log, nor the entries.bin of one",
        "het is geen lange bundel, die het hele logboek bevat, en ook geen entries.bin daaruit",
        (
            "ce n'est ni un dossier long, qui contient le journal entier, ni le fichier entries.bin"
            " d'un tel dossier"
        ),
        (
            "sie ist weder ein langes Beweisdossier, das das ganze Protokoll enthält, noch die"
            " entries.bin daraus"
        ),
    ),
}
LIKE_KEY = re.compile(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}\n?")
LIKE_NOTE = re.compile(
    r"[^\n]+\n[0-9]+\n[A-Za-z0-9+/]+={0,2}\n\n(— [^\s+]+ [A-Za-z0-9+/]+={0,2}\n)+"
)


class SlipError(Exception):
    """A file that the reader brought along is not as it was given. Its text is the kind of slip."""


def text_given(octets: bytes) -> str:
    """The text of a file that the reader brought along. Raises SlipError."""
    if octets[:3] == b"\xef\xbb\xbf" or octets[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in octets:
        raise SlipError("mark")
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        raise SlipError("text") from None
    if "\r" in text:
        raise SlipError("ends")
    return text


def key_given(octets: bytes) -> str:
    """The verifier key in the reader's own file. Raises SlipError."""
    text = text_given(octets)
    if not LIKE_KEY.fullmatch(text):
        raise SlipError("key")
    return text.removesuffix("\n")


def note_given(octets: bytes) -> str:
    """The checkpoint in the reader's own file. Raises SlipError."""
    text = text_given(octets)
    if not LIKE_NOTE.fullmatch(text):
        raise SlipError("note")
    return text


def log_given(path: Path) -> Any:
    """The entries of a log, from a bundle that holds all of them or from its `entries.bin`.

    They need no signature: they make the signed root, or they are of no use. Raises SlipError,
    OSError.
    """
    with path.open("rb") as file:
        if not file.seek(0, 2):
            raise SlipError("log")
        octets: Any = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    if bytes(octets[:2]) == b"PK":
        try:
            octets = unzipped(octets).get("entries.bin", b"PK")
        except UnreadableError:
            raise SlipError("log") from None
    if len(octets) % ENTRY or bytes(octets[:11]) != b"griffie/v1\n":
        raise SlipError("log")
    return octets


def slip(path: Path, kind: SlipError, language: str) -> str:
    """The sentence about a slip, with the name that the reader gave the file."""
    return f"{path}: {SLIPS[str(kind)][LANGUAGES.index(language)]}"
