"""Who filled in a web form, by the fields of the mail that the form sent.

Each builder of forms writes its fields in its own way: beside their label, behind a bar, below it.
A label is known by its word; what stands around it (a number, a star, "your") is left out.
"""

import re
from collections.abc import Iterator

from griffie.infrastructure.mail.addresses import NOBODY, Address

_LABELS = {
    "name": "naam|name|nom|full name|volledige naam|nom complet|vollständiger name"
    "|naam en voornaam|voornaam en naam|nom et prénom|prénom et nom|vor- und nachname"
    "|name und vorname|vorname und name|contactpersoon|naam contactpersoon|contact name"
    "|personne de contact|ansprechpartner|afzender|expéditeur|absender|sender|vor- und zuname"
    "|vor und nachname|name, vorname|naam, voornaam|nom, prénom|achternaam, voornaam|nom/prénom"
    "|naam/voornaam|vorname/nachname|vorname, name|voornaam, naam|prénom, nom|aanvrager|betrokkene"
    "|bezoeker|inzender|demandeur|demandeuse|visiteur|personne concernée|antragsteller"
    "|antragstellerin|betroffene person|besucher|einsender|requester|requestor|applicant|visitor"
    "|submitter|data subject|submitted by|ingediend door|soumis par|eingereicht von",
    "first": "voornaam|prénom|prenom|vorname|first name|given name|firstname",
    "last": "achternaam|familienaam|nom de famille|nachname|familienname|last name|surname"
    "|family name|lastname|zuname",
    "email": "e-mail|email|mail|e-mailadres|emailadres|mailadres|courriel|adresse e-mail"
    "|adresse email|adresse mail|adresse courriel|adresse de courriel|adresse électronique"
    "|e-mail-adresse|emailadresse|e-mailadresse|email address|e-mail address|mail address",
}
_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_BEFORE = re.compile(
    r"^[\s>*_#|–{\"'-]*(?:\d{1,2}[.)]\s*)?(?:(?:uw|je|jouw|votre|ton|ihre?|deine?|your)\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\s*_#–:.…\"'-]|\((?:verplicht|vereist|required|obligatoire|requis|pflichtfeld)\))+$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\s(?:(?:van|de|du|der|des|of)\s)?(?:de\s|la\s|l['’])?"
    r"(?:aanvrager|betrokkene|bezoeker|klant|contact(?:persoon)?|demandeur|visiteur|client|contact"
    r"|personne concernée|antragstellers?|betroffenen(?: person)?|besuchers?|kunden|requester"
    r"|visitor|customer|data subject|applicant|submitter)$"
    r"|^(?:contact|klant|kunden|client|customer|visitor|requester|applicant|data subject"
    r"|bezoekers?|besucher)(?:['’]?s)?[\s-]?(?=naam|name|e-?mail|mail)"
)
"""Whose name or address it is, as far as that is who writes."""
_BESIDE = re.compile(r"[:=|\t]|[ \xa0]{2,}")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"']{1,255}")
_NAMED = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}[ \t]+){1,5})[(<\[]\s*(?:mailto:)?"
    r"([^\s<>()\[\],;:\"'@]{1,64}@[^\s<>()\[\],;:\"']{1,255})"
)
_EARLY, _LONGEST_LINE, _LONGEST_LABEL = 5_000, 400, 60


def filled_in(text: str) -> Iterator[Address]:
    """Whom the fields name, once for each address that stands in them."""
    said = _said(text)
    for value in said["email"]:
        if found := _EMAIL.search(value):
            yield Address(_whole_name(said), found[0].strip(".'"))


def name_filled_in(text: str) -> str:
    """The name in the fields, also where no address stands beside it; empty where none is."""
    return _whole_name(_said(text))


def _said(text: str) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {kind: [] for kind in _LABELS}
    for kind, value in _fields(text[:_EARLY].split("\n")):
        said[kind].append(value)
    return said


def _whole_name(said: dict[str, list[str]]) -> str:
    first, last, name = (next(iter(said[kind]), "") for kind in ("first", "last", "name"))
    whole = f"{first} {last or name}" if first else name or last
    return _EMAIL.sub("", whole).strip(" <>()")


def told_of(text: str) -> Address:
    """The one person whom a sentence names with an address; nobody where it names two."""
    text = text[:_EARLY]
    addresses = {found[0].strip(".'").lower() for found in _EMAIL.finditer(text)}
    if len(addresses) != 1:
        return NOBODY
    named = _NAMED.search(text)
    found = _EMAIL.search(text)
    return Address(named[1].strip() if named else "", found[0].strip(".'") if found else "")


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    for place, line in enumerate(lines):
        line = line[:_LONGEST_LINE]  # noqa: PLW2901
        beside = _BESIDE.search(line, len(_before(line)))
        if beside and (kind := _kind(line[: beside.start()])):
            value = line[beside.end() :].strip(" \t*_:=|\"',")
            yield kind, value or _below(lines, place)
        elif kind := _kind(line):
            yield kind, _below(lines, place)


def _before(line: str) -> str:
    found = _BEFORE.match(line)
    return found[0] if found else ""


def _kind(label: str) -> str | None:
    """Which field a label is of; None where it is none of these."""
    if len(label) > _LONGEST_LABEL:
        return None
    bare = " ".join(_AFTER.sub("", label[len(_before(label)) :]).lower().split())
    return _KIND.get(bare) or _KIND.get(_WHOSE.sub("", bare))


def _below(lines: list[str], place: int) -> str:
    """The value under a label: the next line that is not empty, unless it is a label itself."""
    for line in lines[place + 1 : place + 4]:
        if line.strip():
            return "" if _kind(line) else line.strip()[:_LONGEST_LINE]
    return ""
