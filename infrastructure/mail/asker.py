"""Who asks: whom the mail names as its author, unless a colleague, a form or a list does."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from griffie.application.intake.mail import OwnMail, Remark
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.addresses import Address, addresses
from griffie.infrastructure.mail.form import filled_in, name_filled_in, told_of
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.passed_on import First, first_mails, not_before, words_below
from griffie.infrastructure.mail.text import read_instant

_ORIGINAL = ("x-original-from", "x-original-sender", "x-google-original-from", "x-reply-to")
_MACHINE = re.compile(
    r"(?:[a-z0-9]+[-_.])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre"
    r"|geen[-_.]?antwoord|niet[-_.]?(?:be)?antwoorden|keine[-_.]?antwort|nicht[-_.]?antworten|reply"
    r"|wordpress|www-data|forms?|formulier|formulaire|formular|(?:web|contact)[-_.]?form(?:ulier)?"
    r"|form[-_.]?submissions?|website|webmaster|cgi-?mailer|mailer|nobody|apache|system|systeem"
    r"|notifications?|bounces?|support|help-?desk|service-?desk|tickets?|crm|leads?|(?:live-?)?chat)(?:[-+_.].*)?",
    re.IGNORECASE,
)
_VIA = re.compile(r"^(.{1,150}?)\s+\(?(?:via|through|durch|par|por)\s+.+$", re.IGNORECASE)
_REWRITTEN = re.compile(r"(.{1,64})(?:=40|=)([^=@]{1,190}\.[^=@]{2,63})")
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,64}@[^\s<>()\",;:@]{1,255}")
_MOST_FORMS = 5
_IN_A_COMMENT = re.compile(rf"({_ADDRESS.pattern})\s+(?:via|par|durch)\s")


class Wrote(NamedTuple):
    """The words of somebody, and the Content-Language of their mail."""

    words: str
    language: str = ""


class Asker(NamedTuple):
    """Who asks as far as a machine can tell, since when where that was found, and the remarks."""

    who: Address
    remarks: tuple[Remark, ...]
    since: datetime | None = None
    wrote: Wrote | None = None
    """What the asker wrote, where somebody else passed it on with words of their own."""


class Inner(NamedTuple):
    """The mail that another brings along, as far as it matters who asks."""

    who: Address
    at: datetime | None
    remarks: tuple[Remark, ...]
    wrote: Wrote
    directly: bool = True
    """Whether no other mail brings it."""


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
    if not ours and any(own.sender(one.email) for one in addresses(known.headers, "resent-from")):
        return _sent_on(known)
    if not (ours or known.forwarded or _stands_for_another(named, known.headers)):
        return Asker(named, ())
    if replied := _other_than(_named_besides(known.headers, named), named, own):
        code = RemarkCode.OWN_SENDER if ours else RemarkCode.OTHER_SENDER
        why = "a form, a list or a machine sent it: the person to whom an answer would go was taken"
        return Asker(replied, (Remark(code, why),))
    if ours or known.forwarded:
        for inner in _inner(known, own):
            why = "a colleague passed it on: the author of the mail inside was taken, and its day"
            since = not_before(inner.at, known.received_at)
            remarks = (
                Remark(RemarkCode.PASSED_ON, why),
                *inner.remarks,
                *_beside(inner, known, own),
            )
            return Asker(inner.who, remarks, since, inner.wrote)
    return _sent_by_form(known, own)


def _sent_on(known: Known) -> Asker:
    """A colleague sent it on as it was (RFC 5322 §3.6.6): since it was written, if no hop says."""
    why = "a colleague sent it on as it was"
    remark = Remark(RemarkCode.PASSED_ON, why)
    at, resent = (read_instant(known.headers.text(name)) for name in ("date", "resent-date"))
    if resent and not_before(known.received_at, resent):  # our hops go back to its first arrival
        return Asker(known.named, (remark,))
    since = not_before(at, known.received_at)
    when = Remark(RemarkCode.DATE_SUPPOSED, "the day on which it was written was taken")
    return Asker(known.named, (remark, when) if since else (remark,), since)


def _sent_by_form(known: Known, own: OwnMail) -> Asker:
    """The first person whom a mail of a form or a machine names, by the surest sign."""
    found = next(_told_by_form(known, own), None)
    if found:
        who, *because = found
        return Asker(who, tuple(because))
    if own.sender(known.named.email):
        why = "it comes from an address of our own"
        return Asker(known.named, (Remark(RemarkCode.OWN_SENDER, why),))
    return Asker(known.named, ())


def _told_by_form(known: Known, own: OwnMail) -> Iterator[tuple[Address, *tuple[Remark, ...]]]:
    named, text, code = known.named, known.text, RemarkCode.OWN_SENDER
    machine = _machine(named, known.headers)
    if filled := _other_than(filled_in(text), named, own):
        yield filled, Remark(code, "a form sent it: the person named in its fields was taken")
    if (via := _VIA.match(named.name)) and known.headers.octets("list-id"):
        why = "a list sent it: the name is that of its author, whose address is not known"
        yield Address(_plain(via[1]), ""), Remark(code, why)
    if not (machine or own.sender(named.email)):
        return
    hidden = Address("", named.name if _ADDRESS.fullmatch(named.name) else "")
    if who := _other_than([hidden], named, own):
        why = "a machine sent it: the address that stands where a name should was taken"
        yield who, Remark(code, why)
    if machine and (told := _other_than([told_of(text)], named, own)):
        why = "a machine sent it: the only person whom it names with an address was taken"
        yield told, Remark(code, why)
    ours = named.email.lower() in own.addresses  # a mailbox of the office, no colleague's
    if (machine or ours) and (name := name_filled_in(text)):
        why = "a form sent it: the person named in its fields was taken, who gave no address"
        without = Remark(RemarkCode.NO_SENDER, "the form names no address")
        yield Address(name, ""), Remark(code, why), without


def _stands_for_another(named: Address, headers: Headers) -> bool:
    return _machine(named, headers) or _rewritten(named, headers)


def _machine(named: Address, headers: Headers) -> bool:
    generated = headers.value("auto-submitted").startswith("auto-generated")
    return _machine_named(named.email) or generated


def _machine_named(email: str) -> bool:
    return bool(_MACHINE.fullmatch(email.partition("@")[0]))


def _rewritten(named: Address, headers: Headers) -> bool:
    """Whether a list put itself in the place of the author, as it does because of DMARC."""
    if not headers.octets("list-id"):
        return False
    lists = " ".join([*headers.raw("list-id")[:2], *headers.raw("list-post")[:2]]).lower()
    of_the_list = bool(named.domain) and named.domain in lists
    return of_the_list or bool(_VIA.match(named.name)) or bool(_hidden(named, headers))


def _hidden(named: Address, headers: Headers) -> str:
    """The author's own address, where a list hid it in its own, or in a comment."""
    local = named.email.partition("@")[0]
    if found := _REWRITTEN.fullmatch(local):
        return f"{found[1]}@{found[2]}"
    if _ADDRESS.fullmatch(named.name):
        return named.name
    said = next(iter(headers.raw("from")), "")
    found = _IN_A_COMMENT.search(said)
    return found[1] if found else ""


def _named_besides(headers: Headers, named: Address) -> Iterator[Address]:
    for header in (*_ORIGINAL, "reply-to"):
        yield from addresses(headers, header)
    if headers.octets("list-id"):
        via = _VIA.match(named.name)
        name = _plain(via[1]) if via else named.name
        yield from (one for one in addresses(headers, "cc") if name and one.name == name)
        yield Address("" if "@" in name else name, _hidden(named, headers))


def _other_than(found: Iterable[Address], named: Address, own: OwnMail) -> Address | None:
    """The first with an address elsewhere: a list answers to itself, and we are not who asks."""
    for one in found:
        if one.email and one.domain != named.domain and not own.sender(one.email):
            via = _VIA.match(named.name)
            name = _plain(via[1] if via else named.name)
            own_name = via or one.is_called(name)
            return one if one.name or not own_name else Address(name, one.email)
    return None


def _plain(name: str) -> str:
    return name.strip(" '\"")


def _beside(taken: Inner, known: Known, own: OwnMail) -> Iterator[Remark]:
    """That more than one person asks, where it brings letters of several along."""
    authors = {one.who.email.lower() for one in known.inner if one.directly and one.who.email}
    if any(one != taken.who.email.lower() and not own.sender(one) for one in authors):
        why = "it brings letters of more than one author: the first was taken"
        yield Remark(RemarkCode.TWO_AUTHORS, why)


def _inner(known: Known, own: OwnMail) -> Iterator[Inner]:
    for inner in known.inner:
        if (inner.who.email or inner.who.name) and not own.sender(inner.who.email):
            yield inner
    forms = 0
    for first in first_mails(known.text, known.headers):
        by_form = forms < _MOST_FORMS and _machine_named(first.author.email)
        forms += by_form
        if by_form and (form := _form_passed_on(known, first, own)):
            yield form
            continue
        who = first.author
        if own.sender(who.email) and (via := _VIA.match(who.name)):  # a list of ours
            who = Address(_plain(via[1]), "")
        if (who.email or who.name) and not own.sender(who.email) and who.name != known.named.name:
            without = "" if who.email else "the text names its author, but no address"
            yield _in_the_text(known, first, who, without)


def _form_passed_on(known: Known, first: First, own: OwnMail) -> Inner | None:
    """Who filled in a form, whose mail a colleague passed on in a text."""
    below = words_below(known.text, first.place)
    if filled := _other_than([*filled_in(below), told_of(below)], first.author, own):
        return _in_the_text(known, first, filled)
    name = name_filled_in(below)
    without = "the form names no address"
    return _in_the_text(known, first, Address(name, ""), without) if name else None


def _in_the_text(known: Known, first: First, who: Address, without: str = "") -> Inner:
    """A person in a text that was passed on; `without`: why no address of theirs is known."""
    why = "the day stands in the text that was passed on, where anybody may have typed it"
    remarks = [Remark(RemarkCode.DATE_SUPPOSED, why)]
    if without:
        remarks.append(Remark(RemarkCode.NO_SENDER, without))
    return Inner(who, first.at, tuple(remarks), Wrote(words_below(known.text, first.place)))
