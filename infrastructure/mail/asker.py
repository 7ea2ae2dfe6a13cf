"""Who asks: whom the mail names as its author, unless a colleague, a form or a list does."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from griffie.application.intake.mail import OwnMail, Remark
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.addresses import NOBODY, Address, addresses
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.passed_on import first_mails, not_before

_ORIGINAL = ("x-original-from", "x-original-sender", "x-google-original-from", "x-reply-to")
_MACHINE = re.compile(
    r"(no[-_.]?reply|do[-_.]?not[-_.]?reply|nepasrepondre|ne[-_.]pas[-_.]repondre|wordpress|www-data"
    r"|forms?|formulier|webform|website|mailer|nobody|apache|notifications?|bounce)([-+_.].*)?",
    re.IGNORECASE,
)
_VIA = re.compile(r"^(.{1,150}?)\s+(?:via|through|durch|par)\s+.+$", re.IGNORECASE)
_FIELD = re.compile(
    r"^[ \t>*]*(naam|name|nom(?: et prénom)?|voornaam en naam|vor- und nachname"
    r"|e-?mail(?:-?adres(?:se)?| address)?|adresse e-?mail|courriel"
    r"|mail)[ \t*]*:[ \t*]*([^\n]{1,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_EARLY = 3_000


class Asker(NamedTuple):
    """Who asks as far as a machine can tell, since when where that was found, and the remarks."""

    who: Address
    remarks: tuple[Remark, ...]
    since: datetime | None = None


class Inner(NamedTuple):
    """The mail that another brings along, as far as it matters who asks."""

    who: Address
    at: datetime | None
    remarks: tuple[Remark, ...]


class Known(NamedTuple):
    """What of a mail tells who asks."""

    headers: Headers
    text: str
    inner: tuple[Inner, ...]
    received_at: datetime | None
    named: Address
    """Its author."""
    forwarded: bool
    """Whether a person says that a colleague passed it on."""


def author(headers: Headers) -> tuple[Address, list[Remark]]:
    """Whom the mail names as its author, with an address wherever one stands."""
    remarks = []
    named = addresses(headers, "from")
    reachable = [one for one in named if one.email]
    if len({one.email.lower() for one in reachable}) > 1:
        remarks.append(
            Remark(RemarkCode.TWO_AUTHORS, "it names more than one author: the first was taken")
        )
    if reachable:
        return reachable[0], remarks
    name = next((one.name for one in named if one.name), "")
    headers.mended |= bool(name)
    for header in ("reply-to", "sender", "x-original-from", "return-path"):
        for one in addresses(headers, header):
            if one.email:
                why = f"its author has no address: that of the {header} header was taken"
                remarks.append(Remark(RemarkCode.NO_SENDER, why))
                return Address(name or one.name, one.email), remarks
    remarks.append(Remark(RemarkCode.NO_SENDER, "no address of its author is known"))
    return Address(name, ""), remarks


def asker(known: Known, own: OwnMail) -> Asker:
    """Who asks, if it is another than the author; the remark says by which sign."""
    named = known.named
    ours = own.sender(named.email)
    if not (ours or known.forwarded or _stands_for_another(named, known.headers)):
        return Asker(named, ())
    if replied := _other_than(_named_besides(known.headers), named, own):
        code = RemarkCode.OWN_SENDER if ours else RemarkCode.OTHER_SENDER
        why = "a form, a list or a machine sent it: the person to whom an answer would go was taken"
        return Asker(replied, (Remark(code, why),))
    if ours or known.forwarded:
        for inner in _inner(known, own):
            why = "a colleague passed it on: the author of the mail inside was taken, and its day"
            since = not_before(inner.at, known.received_at)
            return Asker(inner.who, (Remark(RemarkCode.PASSED_ON, why), *inner.remarks), since)
    return _sent_by_form(known, own)


def _sent_by_form(known: Known, own: OwnMail) -> Asker:
    named, code = known.named, RemarkCode.OWN_SENDER
    if filled := _other_than([_filled_in(known.text)], named, own):
        why = "a form sent it: the person named in its fields was taken"
        return Asker(filled, (Remark(code, why),))
    if (via := _VIA.match(named.name)) and known.headers.octets("list-id"):
        why = "a list sent it: the name is that of its author, whose address is not known"
        return Asker(Address(_plain(via[1]), ""), (Remark(code, why),))
    if own.sender(named.email):
        return Asker(named, (Remark(code, "it comes from an address of our own"),))
    return Asker(named, ())


def _stands_for_another(named: Address, headers: Headers) -> bool:
    local = named.email.partition("@")[0]
    return bool(headers.octets("list-id") or _MACHINE.fullmatch(local) or _submitted(headers))


def _submitted(headers: Headers) -> bool:
    return headers.value("auto-submitted").startswith("auto-generated")


def _named_besides(headers: Headers) -> Iterator[Address]:
    for header in (*_ORIGINAL, "reply-to"):
        yield from addresses(headers, header)


def _other_than(found: Iterable[Address], named: Address, own: OwnMail) -> Address | None:
    """The first with an address elsewhere: a list answers to itself, and we are not who asks."""
    for one in found:
        if one.email and one.domain != named.domain and not own.sender(one.email):
            via = _VIA.match(named.name)
            return one if one.name or not via else Address(_plain(via[1]), one.email)
    return None


def _plain(name: str) -> str:
    return name.strip(" '\"")


def _inner(known: Known, own: OwnMail) -> Iterator[Inner]:
    for inner in known.inner:
        if (inner.who.email or inner.who.name) and not own.sender(inner.who.email):
            yield inner
    for first in first_mails(known.text, known.headers):
        author_named = first.author.email or first.author.name
        if (
            author_named
            and not own.sender(first.author.email)
            and first.author.name != known.named.name
        ):
            why = "the day stands in the text that was passed on, where anybody may have typed it"
            remarks = [Remark(RemarkCode.DATE_SUPPOSED, why)]
            if not first.author.email:
                remarks.append(
                    Remark(RemarkCode.NO_SENDER, "the text names its author, but no address")
                )
            yield Inner(first.author, first.at, tuple(remarks))


def _filled_in(text: str) -> Address:
    name = email = ""
    for field in _FIELD.finditer(text[:_EARLY]):
        if "@" in field[2]:
            email = email or next(
                iter(re.findall(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+", field[2])), ""
            )
        elif "mail" not in field[1].lower():
            name = name or field[2].strip()
    return Address(name, email.strip(".")) if email else NOBODY
