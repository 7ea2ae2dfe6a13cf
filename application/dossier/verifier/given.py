"""The files that a reader brings along: a key, a checkpoint. A slip in one is no finding.

So it is told before anything is checked, in the reader's language; `verify.html` uses these words.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from griffie.application.dossier.verifier.words import LANGUAGES

NO_ORIGIN = (
    (
        "This checks the file against the key inside it: it proves nothing about origin. Pin"
        " the key that you have from elsewhere with --trust."
    ),
    (
        "Dit toetst het bestand aan de sleutel die erin zit: dat bewijst niets over de"
        " herkomst. Geef met --trust de sleutel op die u van elders hebt."
    ),
    (
        "Ceci vérifie le fichier avec la clé qu'il contient : cela ne prouve rien de son"
        " origine. Donnez avec --trust la clé que vous tenez d'ailleurs."
    ),
    (
        "Dies prüft die Datei mit dem Schlüssel darin: Das beweist nichts über die Herkunft."
        " Geben Sie mit --trust den Schlüssel an, den Sie von anderswo haben."
    ),
)
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
}
LIKE_KEY = re.compile(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}\n?")
LIKE_NOTE = re.compile(
    r"[^\n]+\n[0-9]+\n[A-Za-z0-9+/]+={0,2}\n\n(— [^\s+]+ [A-Za-z0-9+/]+={0,2}\n)+"
)


PROVES = {
    "inspection": (
        (
            "It shows every event of each of these requests up to the checkpoint, if nothing is"
            " found below. That no other request belongs to the inspection it does not show: a"
            " bundle of the whole register does."
        ),
        (
            "Het toont elke gebeurtenis van elk van deze verzoeken tot aan het controlepunt, als"
            " hieronder niets gevonden wordt. Dat geen ander verzoek bij de inspectie hoort, toont"
            " het niet: een bundel van het hele register wel."
        ),
        (
            "Il montre chaque événement de chacune de ces demandes jusqu'au point de contrôle, si"
            " rien n'est relevé ci-dessous. Qu'aucune autre demande ne relève de l'inspection, il"
            " ne le montre pas : un dossier de preuve du registre entier le montre."
        ),
        (
            "Es zeigt jedes Ereignis jedes dieser Anträge bis zum Prüfpunkt, wenn unten nichts"
            " gefunden wird. Dass kein anderer Antrag zur Inspektion gehört, zeigt es nicht: ein"
            " Beweisdossier des ganzen Registers schon."
        ),
    ),
    "continues": (
        (
            "This log continues another, of which an older backup was put back. `continues` says"
            " how many of its entries were kept, and how many its last known checkpoint covered:"
            " what came between is lost, and nothing here shows what it was."
        ),
        (
            "Dit logboek zet een ander voort, waarvan een oudere back-up teruggezet werd."
            " `continues` zegt hoeveel regels behouden werden, en hoeveel het laatst bekende"
            " controlepunt omvatte: wat daartussen lag is verloren, en niets hier toont wat het"
            " was."
        ),
        (
            "Ce journal en prolonge un autre, dont une sauvegarde plus ancienne a été remise en"
            " place. `continues` dit combien de ses entrées ont été gardées, et combien son dernier"
            " point de contrôle connu en couvrait : ce qui se trouvait entre les deux est perdu, et"
            " rien ici ne montre ce que c'était."
        ),
        (
            "Dieses Protokoll setzt ein anderes fort, von dem eine ältere Sicherung zurückgespielt"
            " wurde. `continues` sagt, wie viele seiner Einträge behalten wurden und wie viele sein"
            " letzter bekannter Prüfpunkt umfasste: Was dazwischen lag, ist verloren, und"
            " nichts hier zeigt, was es war."
        ),
    ),
    "lost": (
        (
            "The checkpoint that you hold covers entries that were lost then. Keep it: it proves"
            " that they were there."
        ),
        (
            "Het controlepunt dat u hebt omvat regels die toen verloren gingen. Bewaar het: het"
            " bewijst dat ze er waren."
        ),
        (
            "Le point de contrôle que vous détenez couvre des entrées perdues alors. Gardez-le : il"
            " prouve qu'elles existaient."
        ),
        (
            "Ihr Prüfpunkt umfasst Einträge, die damals verloren gingen. Bewahren Sie ihn auf:"
            " Er beweist, dass es sie gab."
        ),
    ),
}
"""What a bundle of a kind proves, where that is not plain from its kind; and of a log that goes on
from an older backup."""


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


def no_origin(language: str) -> list[str]:
    """The first lines where no key was given: in English, and in the reader's language."""
    return [*dict.fromkeys((NO_ORIGIN[0], NO_ORIGIN[LANGUAGES.index(language)]))]


def proves(facts: Mapping[str, Any], language: str) -> list[str]:
    """The lines that say what a bundle with these facts shows, and what it does not."""
    told = (facts["kind"], "continues" if "continues" in facts else "", facts.get("held", ""))
    return [PROVES[one][LANGUAGES.index(language)] for one in told if one in PROVES]


def slip(path: Path, kind: SlipError, language: str) -> str:
    """The sentence about a slip, with the name that the reader gave the file."""
    return f"{path}: {SLIPS[str(kind)][LANGUAGES.index(language)]}"
