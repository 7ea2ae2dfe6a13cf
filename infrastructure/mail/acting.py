"""For whom the author of a mail says to act: the name, in one of our languages."""

import re

_FOR = re.compile(
    r"\b(?:namens|in naam van|voor rekening van|in opdracht van|au nom de|pour le compte de"
    r"|im namen|im auftrag|on behalf of|in the name of|acting for"
    r"|handelend voor|optredend voor|raadsman van|agissant pour|"
    r"mijn cli[eë]nte?"
    r"|mon client|ma cliente"
    r"|mein(?:e[rnms]?)? mandant(?:in|en)?|my client)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:de heer|von|van|de|of|mijn|onze|mon|notre|ma|meine[rmns]?|unsere[rmns]?|my|our"
    r"|cli[eë]nte?|client|cliente|mandant(?:in|en)?|mr\.?|mevr\.?|mevrouw|dhr\.?|m\.|mme"
    r"|madame|monsieur|herrn?|frau|mrs?\.?|ms\.?)\s+)*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,40}(?:[ \t]+(?:(?:van|de|der|den|le|la|von|du|ten|ter)[ \t]+){0,3}"
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]{1,40}){0,3}"
)
_EARLY = 3_000


def acts_for(text: str) -> str | None:
    """The name of somebody for whom the author says to act; None where nobody is named."""
    for said in _FOR.finditer(text[:_EARLY]):
        between = _BETWEEN.match(text, said.end())
        name = _NAME.match(text, between.end() if between else said.end())
        if name:
            return name[0].rstrip(".")
    return None
