"""Words by which a program, or who is absent, tells that nobody asks anything.

They count only where the headers say nothing, in what answers another mail: people write of answers
by machines too, and of their own holidays.
"""

import re

_SAYS_SO = re.compile(
    r"(?:^|[.!?]\s|\n)[\s*#_-]{0,5}(?:"
    r"dit is een (automatische?|geautomatiseerde?) (gegenereerde? )?"
    r"(antwoord|bericht|e-?mail|mail|reactie|melding)"
    r"|(deze e-?mail|deze mail|dit bericht|dit antwoord) (is|werd|wordt) automatisch"
    r"|ceci est une? (message|e-?mail|mail|courriel|réponse|notification)( générée?| envoyée?)?"
    r" automatique(ment)?|(ce (message|courriel|mail|e-mail)|cette réponse) (est|a été)"
    r" (générée?|envoyée?) automatiquement"
    r"|dies ist eine automati(sche?|sierte)( generierte| erstellte| erzeugte| versandte)?"
    r" (nachricht|antwort|e-?mail|mail)"
    r"|diese (nachricht|antwort|e-?mail|mail) (wurde|wird|ist) automatisch"
    r"|this is an auto(mated|matic|matically generated|-generated)"
    r" (response|reply|message|e-?mail|notification)"
    r"|this (message|e-?mail|reply) (was|is|has been) (sent |generated )?automatically)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:(ik ben|ben ik) (\w+ ){0,2}(afwezig|(met|in|op) (vakantie|verlof)|niet (op kantoor"
    r"|aanwezig"
    r"|bereikbaar)"
    r"|buiten kantoor|op reis)"
    r"|(kantoor|winkel) is gesloten|wij zijn gesloten"
    r"|(bureau|magasin) est fermé|nous sommes fermés|büro ist geschlossen|office is closed"
    r"|limited access to (my )?e-?mails?"
    r"|je suis (\w+ ){0,2}(absente?|en (congés?|vacances)|hors du bureau)"
    r"|ich (bin|befinde mich) [^!?\n]{0,60}?(nicht (im büro|im haus|erreichbar)|abwesend"
    r"|im urlaub|außer haus)"
    r"|i(['’]m| am| will be) (\w+ ){0,2}(ooo|out of (the |my )?office|on (\w+ )?(leave|holiday"
    r"|vacation)"
    r"|away( from (the office|my desk))?))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(tot|terug|dringend\w*|toegang|collega\w*|jusqu|retour|urgen\w+|accès|collègues?|bis"
    r"|zurück|dringende\w*|weitergeleitet|kolleg\w+|until|return|back|urgent|access|colleagues?"
    r"|wieder|ab dem)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 120


def says_that_a_program_wrote(new: str) -> bool:
    """Whether the new words of a mail say so of themselves."""
    return bool(_SAYS_SO.search(new))


def says_only_to_be_absent(new: str) -> bool:
    """Whether the few new words of a mail say until when somebody is away, and ask nothing."""
    few = len(new.split()) <= _MOST_WORDS and "?" not in new
    return few and bool(_ABSENT.search(new) and _UNTIL.search(new))
