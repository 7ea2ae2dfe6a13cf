"""The information that goes with a copy: Article 15(1)(a) to (h) and 15(2).

It is told as far as the profile knows it. Where the profile is silent, or doubts itself (`review`),
the paragraph shows the clerk what to fill in; nothing is invented.
"""

from collections.abc import Iterator

from griffie.application.controller.profile import Category, ControllerProfile, Purpose, Recipient
from griffie.application.controller.transfers import outside_the_eea
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, TableEntry
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.recipients import known_recipients, received_paragraph
from griffie.application.letters.storage import storage_in_words
from griffie.domain.law import GDPR, Language, Provision, Right
from griffie.domain.model.recorded import Basis, Degree
from griffie.domain.request.claim import Claim
from griffie.domain.rights_request import RightsRequest

TRANSFERS = GDPR(15, 2)
_AUTHORITY = "public_authority"


def _point(letter: str) -> Provision:
    return GDPR(15, 1, letter)


def information_demands(*letters: str) -> tuple[Demand, ...]:
    """The demands of Article 15(1) with these point letters, such as "a", "b"."""
    return tuple(Demand(InformationItem.INFORMATION, _point(one), Right.ACCESS) for one in letters)


def in_play(profile: ControllerProfile, claim: Claim) -> tuple[Purpose, ...]:
    """The purposes that were asked about; without any, all of the profile."""
    named = claim.purposes
    return tuple(one for one in profile.purposes if not named or one.code in named)


def outside(
    request: RightsRequest, profile: ControllerProfile, claim: Claim
) -> tuple[Recipient, ...]:
    """The recipients outside the EEA, or in a country that the profile does not name.

    Where nobody recorded who received the data: those who may have.
    """
    codes = known_recipients(request, claim)
    if codes is None:
        codes = tuple(code for one in in_play(profile, claim) for code in one.recipients)
    return outside_the_eea(one for one in profile.recipients if one.code in codes)


def information_paragraphs(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """What an answer to an access claim tells besides the copy, paragraph by paragraph."""
    say = source.speaker.say
    yield _purposes(source, claim)
    yield received_paragraph(source, claim)
    if abroad := outside(source.request, source.profile, claim):
        unknown = known_recipients(source.request, claim) is None
        said = (_safeguards(source, one) for one in abroad)
        items = (source.speaker.gap("recipients"),) if unknown else tuple(dict.fromkeys(said))
        demand = Demand(InformationItem.INFORMATION, TRANSFERS, Right.ACCESS)
        yield Paragraph(say("access/transfers", cite=TRANSFERS), (demand,), items)
    yield _rights(source, claim)
    yield _origins(source, claim)
    yield _decisions(source, claim)


def _purposes(source: LetterSource, claim: Claim) -> Paragraph:
    text = source.speaker.say("access/purposes", cite=GDPR(15, 1))
    demands = information_demands("a", "b", "d")
    purposes = in_play(source.profile, claim)
    if not purposes:
        return Paragraph(text, demands, (source.speaker.gap("purposes"),))
    strike = () if claim.purposes else (source.speaker.gap("strike"),)
    return Paragraph(text, demands, strike, table=tuple(_entry(source, one) for one in purposes))


def _entry(source: LetterSource, purpose: Purpose) -> TableEntry:
    speaker = source.speaker
    cells = (
        ("access/categories", _categories(source, purpose)),
        ("access/retention", _retention(source, purpose)),
    )
    return TableEntry(
        _named(source, purpose), tuple((speaker.say(key), said) for key, said in cells)
    )


def _categories(source: LetterSource, purpose: Purpose) -> str:
    if not purpose.categories:
        return source.speaker.gap("categories")
    return source.categories(purpose.categories)


def _retention(source: LetterSource, purpose: Purpose) -> str:
    kept = purpose.retention
    if isinstance(kept, tuple):
        return storage_in_words(source, purpose, kept)
    if kept and kept.years is not None:
        return source.speaker.years(kept.years)
    gap = source.speaker.gap("retention")
    if kept and source.speaker.language is Language.NL:  # the policy's own words are Dutch
        return f"“{kept.stated}” {gap}"
    return gap


def _safeguards(source: LetterSource, recipient: Recipient) -> str:
    if recipient.kind == _AUTHORITY:
        return source.speaker.gap("authorities")
    name = recipient.name.in_(source.speaker.language)
    if recipient.country is None:
        return source.speaker.labelled(name, source.speaker.gap("country"))
    where = source.speaker.country(recipient.country)
    known = recipient.safeguards
    said = known.in_(source.speaker.language) if known else source.speaker.gap("safeguards")
    return source.speaker.labelled(f"{name} ({where})", said)


def _rights(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(e), fitted to the basis that was told for each purpose.

    Which basis allows an objection is law; of a purpose without a told basis only the condition is
    told.
    """
    groups: dict[str, list[str]] = {}
    for one in in_play(source.profile, claim):
        for key in _rights_of(one):
            groups.setdefault(key, []).append(one.name.in_(source.speaker.language))
    say = source.speaker.say
    items = [
        say(key, purposes=source.listed(groups[key]), cite=cite)
        for key, cite in _ON_PURPOSES.items()
        if key in groups
    ]
    if not groups or _UNSETTLED in groups:
        items.append(say(_UNSETTLED, cite=GDPR(21, 1)))
    text = say("access/rights", cite=_point("e"))
    return Paragraph(text, information_demands("e"), tuple(items))


_UNSETTLED = "access/rights/as_far"
_ON_PURPOSES = {
    "access/rights/marketing": GDPR(21, 2),
    "access/rights/object": GDPR(21, 1),
    "access/rights/withdraw": GDPR(7, 3),
    "access/rights/none": GDPR(21, 1),
}


def _rights_of(purpose: Purpose) -> Iterator[str]:
    """The sentences that name this purpose, by its told bases and by what it is."""
    told = {one.basis for one in purpose.bases}
    if purpose.direct_marketing is Degree.YES:
        yield "access/rights/marketing"
    elif told & {Basis.PUBLIC_TASK, Basis.LEGITIMATE_INTERESTS}:
        yield "access/rights/object"
    if Basis.CONSENT in told:
        yield "access/rights/withdraw"
    elif not told or purpose.direct_marketing is Degree.PERHAPS:
        yield _UNSETTLED
    elif told <= {Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTERESTS}:
        yield "access/rights/none"


def _origins(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(g): the source of data that the person did not provide."""
    say, cite = source.speaker.say, _point("g")
    codes = {code for purpose in in_play(source.profile, claim) for code in purpose.categories}
    asked = [one for one in source.profile.categories if one.code in codes]
    items = tuple(_origin(source, one) for one in asked if not one.provided)
    surveyed = bool(asked) and "origins" in source.profile.surveyed
    if surveyed and not items:
        return Paragraph(say("access/source/none", cite=cite), information_demands("g"))
    text = say("access/source", cite=cite)
    if not items:
        return Paragraph(f"{text} {source.speaker.gap('source')}", information_demands("g"))
    rest = () if surveyed else (source.speaker.gap("origins"),)
    return Paragraph(text, information_demands("g"), (*items, *rest))


def _origin(source: LetterSource, category: Category) -> str:
    language, known = source.speaker.language, category.origin
    said = known.in_(language) if known else source.speaker.gap("origin")
    return source.speaker.labelled(category.name.in_(language), said)


def _decisions(source: LetterSource, claim: Claim) -> Paragraph:
    """Article 15(1)(h): automated decisions, their logic, and what they mean."""
    say, cite = source.speaker.say, _point("h")
    purposes = in_play(source.profile, claim)
    found = [one for one in purposes if one.automated_decision is not Degree.NO]
    surveyed = bool(purposes) and "decisions" in source.profile.surveyed
    if surveyed and not found:
        return Paragraph(say("access/automated/none", cite=cite), information_demands("h"))
    text = say("access/automated", cite=cite)
    if not found:
        return Paragraph(f"{text} {source.speaker.gap('automated')}", information_demands("h"))
    told = {one: _decided(source, one) for one in found}
    items = [
        source.speaker.labelled(_named(source, one), source.speaker.gap("automated"))
        for one in found
        if not told[one]
    ]
    if len(found) < len(purposes):
        items.append(
            say("access/automated/others") if surveyed else source.speaker.gap("decisions")
        )
    table = tuple(entry for entry in told.values() if entry)
    if any(one.decision and one.decision.withholds for one in found):
        items.append(say("access/logic/withheld"))
    return Paragraph(text, information_demands("h"), tuple(items), table=table)


def _decided(source: LetterSource, purpose: Purpose) -> TableEntry | None:
    """What the profile says of the decision; none where it does not say for sure."""
    known, say = purpose.decision, source.speaker.say
    if known is None or purpose.automated_decision is not Degree.YES:
        return None
    told = {"logic": known.logic, "significance": known.significance}
    told["consequences"] = known.consequences
    cells = (
        (say(f"access/{key}"), said.in_(source.speaker.language)) for key, said in told.items()
    )
    return TableEntry(_named(source, purpose), tuple(cells))


def _named(source: LetterSource, purpose: Purpose) -> str:
    name = purpose.name.in_(source.speaker.language)
    return name[0].upper() + name[1:]
