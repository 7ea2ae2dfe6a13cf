"""Who writes to whom: the sender with what a company must state, the addressee, the signature.

Article 2:20 of the Belgian Code of Companies and Associations: name, legal form, exact seat,
enterprise number, register with the court of the seat, e-mail address and website where there are
some, and liquidation. What the profile does not know is left out and named in `unstated`, so that
the clerk sees it: no letter is held up for it, because the requester's month runs all the same.
"""

import re
from collections.abc import Iterator

from griffie.application.controller.authority import named
from griffie.application.controller.house_style import Letterhead
from griffie.application.controller.national import HOME
from griffie.application.controller.profile import ControllerProfile
from griffie.application.direction import isolated
from griffie.application.letters.letter import HouseStyle, Paragraph
from griffie.application.letters.letter_source import LetterSource, addressee_of
from griffie.application.letters.persons import to_whoever_has_authority
from griffie.application.letters.phrases import Addressee, Speaker
from griffie.domain.law import GDPR, Language
from griffie.domain.law.countries import latest_country
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference

_DPO = GDPR(38, 4)


def house_style(profile: ControllerProfile, language: Language) -> HouseStyle:
    """Logo, colour and foot; the logo is called by the name of the controller if not otherwise."""
    called = profile.identity.name if profile.identity else profile.slug
    return in_style(profile.letterhead, called, language)


def in_style(paper: Letterhead, whose: str, language: Language) -> HouseStyle:
    """A letterhead in one language; `whose` is the name of the controller."""
    logo = paper.logo if paper.logo and paper.logo.octets else None
    called = paper.logo_says or whose
    foot = named(paper.foot, language) if paper.foot else ""
    return HouseStyle(logo, named(called, language), paper.colour or "", foot)


def sender(profile: ControllerProfile, speaker: Speaker) -> tuple[str, ...]:
    """The controller, line by line; a gap where the profile does not say who it is."""
    identity, say = profile.identity, speaker.say
    if identity is None:
        return (speaker.gap("controller"),)
    street, _, place = identity.postal_address.partition(", ")
    lines = [f"{identity.name} {identity.legal_form}", street, place]
    if identity.in_liquidation:
        lines.append(say("head/liquidation"))
    register = latest_country(profile.regime).register_
    lines.append(say(register.number_phrase, number=identity.enterprise_number))
    if identity.court:
        lines.append(say(register.court_phrase, court=named(identity.court, speaker.language)))
    lines += [identity.email, identity.website or "", identity.phone or ""]
    if identity.account:
        lines.append(say("head/account", account=identity.account))
    return tuple(one for one in lines if one)


def unstated(source: LetterSource) -> tuple[str, ...]:
    """What a Belgian company must state on every letter, and the profile does not know."""
    identity, say = source.profile.identity, source.speaker.say
    if identity is None or source.profile.regime != HOME:
        return ()
    known = {"court": identity.court, "account": identity.account}
    return tuple(say(f"gap/{one}") for one, value in known.items() if not value)


def signature(profile: ControllerProfile, speaker: Speaker) -> tuple[str, ...]:
    """The controller, and the function of who signs where the profile names one."""
    identity, ours = profile.identity, sender(profile, speaker)[:1]
    if identity is None or identity.signatory is None:
        return ours
    return (*ours, named(identity.signatory, speaker.language))


def addressee(source: LetterSource) -> tuple[str, ...]:
    """The requester, or who speaks for them: see `addressee_of`."""
    who, speaks = source.request.requester, source.request.representative
    name = _set_apart(source, who.name)
    if speaks and addressee_of(source.request) is Addressee.REPRESENTATIVE:
        theirs = [_set_apart(source, one) for one in (speaks.name, speaks.email)]
        through = [source.speaker.say("for_somebody", name=name)] if name else []
        return tuple(one for one in (*theirs, *through) if one)
    postal = source.opened.get(who.postal_address) if who.postal_address else None
    lines = [isolated(part.strip()) for part in re.split(r"[\n,]", str(postal or ""))]
    if not postal:
        lines = [_set_apart(source, one) for one in (who.email, who.phone) if one][:1]
    said = to_whoever_has_authority(source, name)
    return tuple(one for one in (said, *lines) if one)


def head(source: LetterSource) -> Iterator[tuple[str, str]]:
    """Date and reference, and whom the letter concerns where it goes to a representative."""
    say, who = source.speaker.say, source.request.requester
    yield say("label/date"), source.speaker.day(source.on)
    yield say("label/reference"), reference(source.request.id)
    name = _set_apart(source, who.name)
    if name and source.speaker.addressee is Addressee.REPRESENTATIVE:
        yield say("label/data_subject"), name


def salutation(source: LetterSource) -> str:
    """By name where the requester is addressed and known."""
    name = _name(source)
    if name is None:
        return source.speaker.say("salutation/plain")
    return source.speaker.say("salutation/name", name=name)


def closing(source: LetterSource) -> str:
    """How the letter ends: in English that depends on how it began."""
    return source.speaker.say("closing" if _name(source) is None else "closing/name")


def _name(source: LetterSource) -> str | None:
    name = _set_apart(source, source.request.requester.name)
    return name if name and not source.request.representative else None


def _set_apart(source: LetterSource, sealed: Sealed | None) -> str:
    """An opened value that turns nothing around it; empty where none is known."""
    return isolated(str(source.opened.get(sealed) or "")) if sealed else ""


def officer(source: LetterSource) -> Iterator[Paragraph]:
    """How the data protection officer is reached: Article 38(4)."""
    identity = source.profile.identity
    if identity and identity.dpo:
        dpo = named(identity.dpo, source.speaker.language)
        yield Paragraph(source.speaker.say("contact/dpo", cite=_DPO, dpo=dpo))
