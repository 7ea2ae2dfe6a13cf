"""For whom the author of a mail says to act, in one of our languages.

A proposal, never a finding: whoever acts for somebody is asked for the mandate (EDPB Guidelines
01/2022, 80 and 81).
"""

import re

_EARLY = 3_000
_FOR = re.compile(
    r"\b(?:namens|in naam van|voor rekening van|in opdracht van|als (?:voogd|bewindvoerder|raadsman"
    r"|raadsvrouw|advocaat|curator|gemachtigde|ouder|mantelzorger) van|handelend voor"
    r"|optredend voor|tre(?:den|ed) op voor|raads(?:man|vrouw) van|nous agissons pour|we act for"
    r"|wir handeln für"
    r"|au nom d(?:e|u|['’])|pour le compte d(?:e|u|['’])|agissant pour|en (?:tant que|ma) qualité d"
    r"|en tant que (?:tuteur|tutrice|avocate?|administrateur|administratrice|mandataire|parent)"
    r" d(?:e|u|['’])|conseil d(?:e|u)"
    r"|im namen|im auftrag|als (?:betreuer(?:in)?|vormund|anwalt|anwältin|bevollmächtigte[rn]?"
    r"|vater|mutter|elternteil) (?:von|der|des)|in vertretung (?:von|der|des)"
    r"|on behalf of|in the name of|acting for|as (?:the )?(?:guardian|attorney|solicitor|lawyer"
    r"|parent|carer|administrator) (?:of|for)"
    r"|mijn cli[eë]nte?|mon client|ma cliente|mein(?:e[rnms]?)? mandant(?:in|en)?"
    r"|my client)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:de heer|von|van|de|la|le|het|of|mijn|onze|mon|notre|ma|meine[rmns]?"
    r"|unsere[rmns]?|my|our|cli[eë]nte?|client|cliente|mandant(?:in|en)?|mr\.?|mevr\.?|mevrouw|dhr\.?|m\.|mme"
    r"|madame|monsieur|herrn?|frau|mrs?\.?|ms\.?)[\s,]+)*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,40}(?:[ \t]+(?:(?:van|de|der|den|le|la|von|du|ten|ter)[ \t]+){0,3}"
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,40}){0,3}"
)
_KIN = re.compile(
    r"(?:mijn|onze?|mon|ma|mes|notre|nos|meine?[nrms]?|unsere?[nrms]?|my|our)\s+(?:"
    r"moeder|vader|ouders|zoon|dochter|kind(?:eren)?|man|vrouw|echtgeno[ou]te?|partner|broer|zus"
    r"|oma|opa|grootmoeder|grootvader|tante|oom|mère|père|parents|fils|fille|enfants?|mari|femme"
    r"|épou(?:x|se)|frère|sœur|soeur|grand-mère|grand-père|mutter|vater|eltern|sohn(?:es)?|tochter"
    r"|kind(?:er)?|mann(?:es)?|frau|ehemann|ehefrau|bruder|schwester|mother|father|parents|son"
    r"|daughter|child(?:ren)?|husband|wife|brother|sister|grandmother|grandfather)\b",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    r"\b(?:schrijf|vraag|verzoek|mail|contacteer|treed op|handel|wens|wil|écris|demande|contacte"
    r"|souhaite|agis|schreibe|bitte|beantrage|handle|möchte|verlange|write|ask|request|act"
    r"|am writing|am asking|contact)\b[^.!?\n]{0,80}?\s(?:voor|namens|pour|für|for)\s+$",
    re.IGNORECASE,
)
_SENTENCE = 120


def acts_for(text: str) -> str | None:
    """For whom the author says to act: a name, or words such as "my mother"; None for nobody."""
    text = text[:_EARLY]
    for said in _FOR.finditer(text):
        between = _BETWEEN.match(text, said.end())
        start = between.end() if between else said.end()
        if name := _NAME.match(text, start):
            return name[0].rstrip(".")
        if kin := _KIN.search(text, said.end(), said.end() + 20):
            return _named_after(text, kin)
    for kin in _KIN.finditer(text):
        if _ASKS_FOR.search(text, max(kin.start() - _SENTENCE, 0), kin.start()):
            return _named_after(text, kin)
    return None


def _named_after(text: str, kin: re.Match[str]) -> str:
    """The name that follows the words for a relative, else these words."""
    name = re.compile(r"[\s,(]{1,3}").match(text, kin.end())
    found = _NAME.match(text, name.end()) if name else None
    return found[0].rstrip(".") if found else kin[0]
