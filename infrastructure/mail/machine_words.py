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
    r"|this (message|e-?mail|reply) (was|is|has been) (sent |generated )?automatically)"
    r"|your (message|e-?mail) is (being held|waiting)\b[^.\n]{0,80}\b(list|address|confirm\w*)"
    r"|\b(confirm|verify|prove|show) that you are (not a robot|human|a human|a person)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:(ik ben|ben ik) (\w+ ){0,2}(afwezig|(met|in|op) (\w+)?(vakantie|verlof)"
    r"|niet (op kantoor|aanwezig|bereikbaar)|buiten kantoor|op reis)"
    r"|ik geniet (\w+ ){0,3}(\w+)?(vakantie|verlof)|ik werk niet op \w+dag"
    r"|je ne travaille pas (le|les) \w+(di|dis|che)|ich arbeite \w+tags nicht"
    r"|i (don['’]t|do not) work on \w+days?"
    r"|(kantoor|winkel|kantoren|winkels|bureaus|diensten) (is|zijn) (\w+ ){0,2}gesloten"
    r"|(wij|we) zijn (\w+ ){0,2}gesloten"
    r"|(bureaux?|magasins?|services?) (est|sont|seront|sera) (\w+ ){0,2}fermée?s?"
    r"|nous (sommes|serons) (\w+ ){0,2}fermée?s?"
    r"|(büro|geschäft|praxis|kanzlei) (ist|bleibt) ([\w.]+ ){0,6}geschlossen|wir haben geschlossen"
    r"|(office|offices|shop) (is|are|will be) (\w+ ){0,2}closed"
    r"|limited access to (my )?e-?mails?"
    r"|je suis (\w+ ){0,2}(absente?|en (congés?|vacances)|hors du bureau)"
    r"|ich (bin|befinde mich) [^!?\n]{0,60}?(nicht (im büro|im haus|erreichbar)|abwesend"
    r"|im (\w+)?urlaub|in (der )?elternzeit|außer haus)"
    r"|i(['’]m| am| will be) (\w+ ){0,2}(ooo|out of (the |my )?office|on (\w+ )?(leave|holiday"
    r"|vacation)"
    r"|away( from (the office|my desk))?))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(tot|vanaf|momenteel|zo snel mogelijk|van \d|dès|du \d|actuellement|derzeit|from"
    r"|currently|terug|dringend\w*|toegang|collega\w*|jusqu|retour|urgen\w+|accès|collègues?|bis"
    r"|zurück|dringende\w*|weitergeleitet|kolleg\w+|until|return|back|urgent|access|colleagues?"
    r"|wieder|ab dem)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:(?:wij|we) hebben (?:uw|je|jouw) (?:bericht|vraag|e-?mail|mail|aanvraag) (?:goed )?"
    r"ontvangen|(?:uw|je) (?:bericht|vraag|e-?mail|mail|aanvraag) (?:is|werd) (?:goed )?ontvangen"
    r"|nous avons bien (?:reçu|enregistré) votre (?:message|demande|e-?mail|courriel)"
    r"|votre (?:message|demande|e-?mail|courriel) a bien été (?:reçue?|enregistrée?)"
    r"|(?:wir haben|haben wir) ihre (?:anfrage|nachricht|e-?mail) erhalten"
    r"|ihre (?:anfrage|nachricht|e-?mail) ist (?:bei uns )?eingegangen"
    r"|we(?: have|['’]ve) received your (?:request|message|e-?mail|enquiry|inquiry)"
    r"|your (?:request|message|e-?mail|enquiry|inquiry) has been received)\b",
    re.IGNORECASE,
)
_TICKET = re.compile(
    r"\b(?:ticket\s?(?:nummer|number)?|(?:dossier|referentie|case|zaak|vorgangs|fall)[\s-]?"
    r"(?:nummer|number)|num[ée]ro de (?:dossier|ticket|demande)|binnen (?:de )?\d{1,2} (?:werk)?"
    r"(?:dagen|uur|uren)|zo snel mogelijk|dans les (?:meilleurs délais|\d{1,2} (?:heures|jours))"
    r"|dans un délai de|schnellstmöglich|so schnell wie möglich|innerhalb von \d{1,2}"
    r"|within \d{1,2}"
    r"|as soon as possible|get back to you|ticket)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:maar|echter|mais|toutefois|aber|jedoch|but|however)\b", re.IGNORECASE)
_LEFT = re.compile(
    r"(?<!\bik )\b(?:werkt (?:\w+ )?niet (?:langer|meer)|is niet (?:langer|meer)"
    r" (?:werkzaam|in dienst)"
    r"|heeft (?:ons|het|de) [^.\n]{2,40} verlaten|ne fait plus partie|ne travaille plus"
    r"|a quitté (?:la|notre|l['’])|ist nicht mehr (?:[^.\n]{2,40} )?(?:tätig|beschäftigt|bei uns)"
    r"|arbeitet nicht mehr|hat (?:das|unser) unternehmen verlassen"
    r"|no longer (?:works|employed|with)|(?:has left|left) (?:the|our)"
    r" (?:company|organi[sz]ation))\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"\b(?:ik (?:werk|ben)|je (?:ne )?(?:travaille|fais|suis)|j['’]ai|ich (?:bin|arbeite|habe)"
    r"|i (?:am|no|have|work)|i['’]m|mijn (?:man|vrouw|oude)|mon (?:mari|ancienne?)|ma femme"
    r"|mein(?:e|en)? (?:mann|frau|altes?)|my (?:husband|wife|old))\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\b(?:deze|dit|het|de|uw|je|jouw|cette|ce|cet|votre|l['’]|la|diese[srm]?|dieses|ihre?|das|die"
    r"|this|the|your)\s?(?:mailbox|e-?mail(?:adres|adresse|box)?|mail|bericht|adres|postvak"
    r"|boîte(?: mail| aux lettres)?|adresse(?: mail| e-mail)?|message|courriel|postfach|nachricht"
    r"|inbox|address|e-?mail address)\b[^.!?\n]{0,30}?"
    r"(?:\b(?:wordt|worden|zal|is) [^.!?\n]{0,20}?niet (?:meer |langer )?(?:worden )?"
    r"(?:gelezen|opgevolgd|doorgestuurd|bekeken|in gebruik|gebruikt|beheerd)"
    r"|\b(?:n['’]est|ne sera|ne seront|ne sont) (?:plus|pas) (?:lue?|consultée?|relevée?"
    r"|transférée?"
    r"|transmise?|suivie?|utilisée?|traitée?)"
    r"|\b(?:wird|werden|ist) [^.!?\n]{0,20}?nicht (?:mehr )?(?:gelesen|weitergeleitet|überwacht"
    r"|bearbeitet|abgerufen|genutzt)"
    r"|\b(?:is|are|will|has been)(?: not|n['’]t| no longer) (?:be )?(?:being )?(?:actively )?"
    r"(?:read|monitored|forwarded|in use|used|checked))\b",
    re.IGNORECASE,
)
_AS_PROGRAMS = re.compile(r"auto\s?:", re.IGNORECASE)
_ANSWERS = re.compile(r"\W{0,3}(?:auto\s?:\s?)?(?:re|aw|antw|rép|rep|sv|betr)\s?:", re.IGNORECASE)
_MOST_WORDS = 120


def says_that_a_program_wrote(new: str) -> bool:
    """Whether the new words of a mail say so of themselves."""
    return bool(_SAYS_SO.search(new))


def says_only_to_be_absent(new: str) -> bool:
    """Whether the few new words of a mail say until when somebody is away, and ask nothing."""
    return _few(new) and bool(_ABSENT.search(new) and _UNTIL.search(new))


def says_only_that_it_came(new: str) -> bool:
    """Whether the few new words of a mail say that ours came, and when or under which number."""
    return _few(new) and not _BUT.search(new) and bool(_CAME.search(new) and _TICKET.search(new))


def says_that_nobody_reads(new: str) -> bool:
    """Whether the few new words of a mail say that its owner left, or that nobody reads it."""
    if not _few(new) or _OURSELVES.search(new):
        return False
    return bool(_UNREAD.search(new) or (_LEFT.search(new) and "@" in new))


def begins_as_programs_do(subject: str, new: str) -> bool:
    """Whether the subject of an answer begins with "Auto:"; at the head of another it is a car."""
    return _few(new) and bool(_AS_PROGRAMS.match(subject))


def is_ours(subject: str) -> bool:
    """Whether a subject is that of the mail that it answers, not of its author."""
    return bool(_ANSWERS.match(subject))


def _few(new: str) -> bool:
    return len(new.split()) <= _MOST_WORDS and "?" not in new
