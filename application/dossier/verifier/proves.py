"""What a bundle proves and what it does not, in words, where that is not plain from its kind.

`griffie verify` and `verify.html` tell it in the same words.
"""

from collections.abc import Mapping
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
    "inspection-short": (
        (
            "That no other request belongs to the inspection it does not show: a bundle of the"
            " whole register does."
        ),
        (
            "Dat geen ander verzoek bij de inspectie hoort, toont het niet: een bundel van het hele"
            " register wel."
        ),
        (
            "Qu'aucune autre demande ne relève de l'inspection, il ne le montre pas : un dossier de"
            " preuve du registre entier le montre."
        ),
        (
            "Dass kein anderer Antrag zur Inspektion gehört, zeigt es nicht: ein Beweisdossier des"
            " ganzen Registers schon."
        ),
    ),
    "signed": (
        (
            "It is a short bundle. That every event shown stands in the log, without a gap between"
            " them, it proves. That the log holds no other event of this up to the checkpoint, and"
            " none after the last one, the log's key only states (completeness.note): hold it"
            " against the whole log to see it (--log). A false statement is proved by its"
            " signature."
        ),
        (
            "Dit is een korte bundel. Ze bewijst dat elke getoonde gebeurtenis in het logboek"
            " staat, zonder gat ertussen. Dat het logboek tot aan het controlepunt geen andere"
            " gebeurtenis hiervan bevat, en geen na de laatste, verklaart de sleutel van het"
            " logboek alleen (completeness.note): leg ze naast het hele logboek om het te zien"
            " (--log). De handtekening bewijst een valse verklaring."
        ),
        (
            "Ceci est un dossier court. Il prouve que chaque événement montré se trouve dans le"
            " journal, sans lacune entre eux. Que le journal n'en contienne aucun autre jusqu'au"
            " point de contrôle, et aucun après le dernier, la clé du journal le déclare seulement"
            " (completeness.note) : confrontez-le au journal entier pour le voir (--log). La"
            " signature prouve une fausse déclaration."
        ),
        (
            "Dies ist ein kurzes Beweisdossier. Es beweist, dass jedes gezeigte Ereignis im"
            " Protokoll steht, ohne Lücke dazwischen. Dass das Protokoll bis zum Prüfpunkt kein"
            " anderes Ereignis hiervon enthält und keines nach dem letzten, erklärt der Schlüssel"
            " des Protokolls nur (completeness.note): Halten Sie es gegen das ganze Protokoll, um"
            " es zu sehen (--log). Eine falsche Erklärung beweist ihre Unterschrift."
        ),
    ),
    "confirmed": (
        "The log that you hold confirms the signed statement: no event was left out.",
        "Het logboek dat u hebt bevestigt de ondertekende verklaring: er is niets weggelaten.",
        "Le journal que vous détenez confirme la déclaration signée : rien n'a été omis.",
        "Ihr Protokoll bestätigt die signierte Erklärung: Nichts wurde weggelassen.",
    ),
    "refuted": (
        (
            "The signed statement is false: the log holds what it denies. The signature under it"
            " proves that the holder of the log's key said so."
        ),
        (
            "De ondertekende verklaring is vals: het logboek bevat wat ze ontkent. De handtekening"
            " eronder bewijst dat de houder van de sleutel van het logboek dit verklaarde."
        ),
        (
            "La déclaration signée est fausse : le journal contient ce qu'elle nie. La signature"
            " prouve que le détenteur de la clé du journal l'a faite."
        ),
        (
            "Die signierte Erklärung ist falsch: Das Protokoll enthält, was sie bestreitet."
            " Die Unterschrift beweist, dass der Inhaber des Protokollschlüssels sie abgab."
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


def no_origin(language: str) -> list[str]:
    """The first lines where no key was given: in English, and in the reader's language."""
    return [*dict.fromkeys((NO_ORIGIN[0], NO_ORIGIN[LANGUAGES.index(language)]))]


def proves(facts: Mapping[str, Any], language: str) -> list[str]:
    """The lines that say what a bundle with these facts shows, and what it does not."""
    kind = facts["kind"]
    kind = "inspection-short" if kind == "inspection" and "statement" in facts else kind
    goes_on = "continues" if "continues" in facts else None
    told = (kind, facts.get("statement"), goes_on, facts.get("held"))
    return [PROVES[one][LANGUAGES.index(language)] for one in told if one in PROVES]
