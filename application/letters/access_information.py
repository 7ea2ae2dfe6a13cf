"""What access must tell besides the copy: Article 15(1)(a) to (h) and 15(2).

It is told as far as the profile knows it. Where the profile is silent, or doubts itself (`review`),
the paragraph says what the clerk must fill in; nothing is invented.
"""

from collections.abc import Iterator

from griffie.application.controller.profile import (
    Category,
    ControllerProfile,
    Degree,
    Purpose,
    Recipient,
)
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, TableEntry
from griffie.application.letters.letter_source import LetterSource
from griffie.domain.law import GDPR, Language, Provision, Right
from griffie.domain.request.claim import Claim

TRANSFERS = GDPR(15, 2)
EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EEA = frozenset({*EU.split(), "IS", "LI", "NO", "EEA"})
AUTHORITY = "public_authority"


def point(letter: str) -> Provision:
    return GDPR(15, 1, letter)


def information_demands(*letters: str) -> tuple[Demand, ...]:
    return tuple(Demand(InformationItem.INFORMATION, point(one), Right.ACCESS) for one in letters)


def in_play(profile: ControllerProfile, claim: Claim) -> tuple[Purpose, ...]:
    """The purposes that were asked about; with none named, every one of the profile."""
    named = claim.purposes
    return tuple(one for one in profile.purposes if not named or one.code in named)


def recipients_for(profile: ControllerProfile, claim: Claim) -> tuple[Recipient, ...]:
    codes = {code for purpose in in_play(profile, claim) for code in purpose.recipients}
    return tuple(one for one in profile.recipients if one.code in codes)


def outside(profile: ControllerProfile, claim: Claim) -> tuple[Recipient, ...]:
    """Recipients in a third country, or in one that the profile does not name."""
    return tuple(one for one in recipients_for(profile, claim) if one.country not in EEA)


def information_paragraphs(case: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    say = case.speaker.say
    yield _purposes(case, claim)
    if abroad := outside(case.profile, claim):
        items = tuple(dict.fromkeys(_safeguards(case, one) for one in abroad))
        demand = Demand(InformationItem.INFORMATION, TRANSFERS, Right.ACCESS)
        yield Paragraph(say("access/transfers", cite=TRANSFERS), (demand,), items)
    yield Paragraph(say("access/rights", cite=point("e")), information_demands("e"))
    yield _origins(case, claim)
    yield _decisions(case, claim)


def _purposes(case: LetterSource, claim: Claim) -> Paragraph:
    text = case.speaker.say("access/purposes", cite=GDPR(15, 1))
    demands = information_demands("a", "b", "c", "d")
    purposes = in_play(case.profile, claim)
    if not purposes:
        return Paragraph(text, demands, (case.speaker.gap("purposes"),))
    strike = () if claim.purposes else (case.speaker.gap("strike"),)
    return Paragraph(text, demands, strike, table=tuple(_entry(case, one) for one in purposes))


def _entry(case: LetterSource, purpose: Purpose) -> TableEntry:
    speaker = case.speaker
    cells = (
        ("access/categories", _categories(case, purpose)),
        ("access/recipients", _recipients(case, purpose)),
        ("access/retention", _retention(case, purpose)),
    )
    return TableEntry(_named(case, purpose), tuple((speaker.say(key), said) for key, said in cells))


def _categories(case: LetterSource, purpose: Purpose) -> str:
    if not purpose.categories:
        return case.speaker.gap("categories")
    return case.categories(purpose.categories)


def _recipients(case: LetterSource, purpose: Purpose) -> str:
    """By name (C-154/21). Whether an authority may be named is not for a profile to say."""
    known = {one.code: one for one in case.profile.recipients}
    names = [recipient_name(case, known[code]) for code in purpose.recipients]
    return "; ".join(dict.fromkeys(names)) or case.speaker.say("access/recipients/none")


def recipient_name(case: LetterSource, recipient: Recipient) -> str:
    if recipient.kind == AUTHORITY:
        return case.speaker.gap("authorities")
    name = recipient.name.in_(case.speaker.language)
    return f"{name} {case.speaker.gap('recipient')}" if recipient.review else name


def _retention(case: LetterSource, purpose: Purpose) -> str:
    kept = purpose.retention
    if kept and kept.years is not None:
        return case.speaker.years(kept.years)
    gap = case.speaker.gap("retention")
    if kept and case.speaker.language is Language.NL:  # the policy's own words are Dutch
        return f"“{kept.stated}” {gap}"
    return gap


def _safeguards(case: LetterSource, recipient: Recipient) -> str:
    if recipient.kind == AUTHORITY:
        return case.speaker.gap("authorities")
    name = recipient.name.in_(case.speaker.language)
    if recipient.country is None:
        return f"{name}: {case.speaker.gap('country')}"
    where = case.speaker.country(recipient.country)
    known = recipient.safeguards
    said = known.in_(case.speaker.language) if known else case.speaker.gap("safeguards")
    return f"{name} ({where}): {said}"


def _origins(case: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(g): where the data come from that the person did not provide."""
    say, cite = case.speaker.say, point("g")
    codes = {code for purpose in in_play(case.profile, claim) for code in purpose.categories}
    asked = [one for one in case.profile.categories if one.code in codes]
    items = tuple(_origin(case, one) for one in asked if not one.provided)
    surveyed = bool(asked) and "origins" in case.profile.surveyed
    if surveyed and not items:
        return Paragraph(say("access/source/none", cite=cite), information_demands("g"))
    text = say("access/source", cite=cite)
    if not items:
        return Paragraph(f"{text} {case.speaker.gap('source')}", information_demands("g"))
    rest = () if surveyed else (case.speaker.gap("origins"),)
    return Paragraph(text, information_demands("g"), (*items, *rest))


def _origin(case: LetterSource, category: Category) -> str:
    language, known = case.speaker.language, category.origin
    said = known.in_(language) if known else case.speaker.gap("origin")
    return f"{category.name.in_(language)}: {said}"


def _decisions(case: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(h): what machines decide alone, by what logic, and what that means."""
    say, cite = case.speaker.say, point("h")
    purposes = in_play(case.profile, claim)
    found = [one for one in purposes if one.automated_decision is not Degree.NO]
    surveyed = bool(purposes) and "decisions" in case.profile.surveyed
    if surveyed and not found:
        return Paragraph(say("access/automated/none", cite=cite), information_demands("h"))
    text = say("access/automated", cite=cite)
    if not found:
        return Paragraph(f"{text} {case.speaker.gap('automated')}", information_demands("h"))
    told = {one: _decided(case, one) for one in found}
    items = [
        f"{_named(case, one)}: {case.speaker.gap('automated')}" for one in found if not told[one]
    ]
    if len(found) < len(purposes):
        items.append(say("access/automated/others") if surveyed else case.speaker.gap("decisions"))
    table = tuple(entry for entry in told.values() if entry)
    return Paragraph(text, information_demands("h"), tuple(items), table=table)


def _decided(case: LetterSource, purpose: Purpose) -> TableEntry | None:
    """What the profile tells of it; nothing where it leaves open whether there is a decision."""
    known, say = purpose.decision, case.speaker.say
    if known is None or purpose.automated_decision is not Degree.YES:
        return None
    told = {"logic": known.logic, "significance": known.significance}
    told["consequences"] = known.consequences
    cells = ((say(f"access/{key}"), said.in_(case.speaker.language)) for key, said in told.items())
    return TableEntry(_named(case, purpose), tuple(cells))


def _named(case: LetterSource, purpose: Purpose) -> str:
    name = purpose.name.in_(case.speaker.language)
    return name[0].upper() + name[1:]
