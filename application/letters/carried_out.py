"""What exactly was done, right by right: never more than what was recorded."""

from collections.abc import Iterator

from griffie.application.controller.profile import ControllerProfile, Purpose
from griffie.application.letters.letter import Paragraph, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.domain.law import GDPR, Provision, Right
from griffie.domain.model.recorded import Basis, Degree
from griffie.domain.request.claim import EXECUTED, PROMISED, Claim
from griffie.domain.request.part import YES, Part, left
from griffie.domain.request.vocabulary import Deed

BY_PURPOSE = frozenset(
    {
        Right.OBJECTION,
        Right.DIRECT_MARKETING_OBJECTION,
        Right.RESEARCH_OBJECTION,
        Right.CONSENT_WITHDRAWAL,
    }
)
"""The rights that are about purposes, and not about data: Articles 7(3) and 21."""
_DONE_UNDER = {Right.ERASURE: GDPR(17, 1), Right.RESTRICTION: GDPR(18, 1)} | {
    Right.ACCESS: GDPR(15, 3),
    Right.PORTABILITY: GDPR(20, 1),
    Right.DIRECT_MARKETING_OBJECTION: GDPR(21, 3),
    Right.AUTOMATED_DECISION: GDPR(22, 3),
}
TRANSMITTED = "done/portability/transmitted"
_OWN_WORD = frozenset({Right.ACCESS, Right.ERASURE, Right.RECTIFICATION, Right.RESTRICTION})


def named_purposes(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """The purposes that an objection or a withdrawal names, by their names.

    None where it names none, or the profile has no name for one: half a list would mislead.
    """
    if claim.right in BY_PURPOSE and claim.purposes and source.knows_purposes(claim.purposes):
        said = source.speaker.say("about/purposes", purposes=source.purposes(claim.purposes))
        yield Paragraph(said)


def done_part(claim: Claim) -> Part:
    """Everything that was carried out, or will be, by name; nothing of what was refused."""
    yes = [one.part for one in claim.decisions if one.status in YES]
    named = Part(
        tuple(name for part in yes for name in part.purposes),
        tuple(name for part in yes for name in part.categories),
        tuple(item for part in yes for item in part.items),
    )
    if not any(part.is_rest for part in yes):
        return named
    no = [one.part for one in claim.noes]
    return named._replace(
        purposes=left(claim.purposes, (name for part in no for name in part.purposes)),
        categories=left(claim.categories, (name for part in no for name in part.categories)),
    )


def done_phrase(claim: Claim) -> str:
    """The sentence for what was done.

    A statement that was added rectifies nothing (Article 16), and who had data sent elsewhere did
    not receive them (Article 20(2)). That a person assessed a decision again is said only where
    that was recorded.
    """
    if Deed.DATA_TRANSMITTED in claim.deeds and Deed.COPY_DELIVERED not in claim.deeds:
        return TRANSMITTED
    added = Deed.STATEMENT_APPENDED in claim.deeds
    if claim.right is Right.RECTIFICATION and added and Deed.DATA_RECTIFIED not in claim.deeds:
        return "done/rectification/statement"
    if claim.right is Right.AUTOMATED_DECISION and Deed.REVIEWED_BY_A_PERSON not in claim.deeds:
        return "done/automated_decision/acted"
    return f"done/{claim.right}"


def provision_of(key: str, right: Right) -> Provision:
    """The provision under which a thing was done, by its sentence."""
    return GDPR(20, 2) if key == TRANSMITTED else _DONE_UNDER.get(right, right.provision)


def categories_phrase(claim: Claim) -> str:
    """The label before the data for which it was done, or will be."""
    if claim.status in PROMISED:
        return "granted/categories"
    statement_only = done_phrase(claim) != f"done/{claim.right}"
    right = claim.right if claim.right in _OWN_WORD and not statement_only else "other"
    return f"done/categories/{right}"


def carried_out(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """What else must be known of a right that was carried out."""
    if claim.status not in EXECUTED:
        return
    say = source.speaker.say
    match claim.right:
        case Right.RECTIFICATION:
            if {Deed.STATEMENT_APPENDED, Deed.DATA_RECTIFIED} <= claim.deeds:
                yield Paragraph(say("done/rectification/also_statement"))
        case Right.RESTRICTION:
            yield Paragraph(say("done/restriction/use", cite=GDPR(18, 2)))
        case Right.PORTABILITY:
            yield from _transmitted(source, claim)
        case Right.CONSENT_WITHDRAWAL:
            yield from _marketing(source, claim)
            yield from _goes_on(source, claim)


def _transmitted(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """Article 20(2): that the data went directly to another controller, or why they could not."""
    say, cite = source.speaker.say, GDPR(20, 2)
    sent = source.past.transmitted
    if sent and done_phrase(claim) != TRANSMITTED:
        yield Paragraph(say("done/portability/sent", on=sent.transmitted_on, cite=cite))
    found = source.past.infeasible
    if found and not sent:
        why = Typed(say("label/explanation"), source.typed(found.reason))
        yield Paragraph(say("done/portability/infeasible", cite=cite), typed=(why,))


def _marketing(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """Article 21(2): whoever withdraws consent for direct marketing objects to it at once."""
    withdrawn = _withdrawn(source.profile, claim)
    named = [one.code for one in withdrawn if one.direct_marketing is Degree.YES]
    if named:
        purposes, cite = source.purposes(named), GDPR(21, 3)
        said = source.speaker.say("done/consent_withdrawal/marketing", purposes=purposes, cite=cite)
        yield Paragraph(said)


def _goes_on(source: LetterSource, claim: Claim) -> Iterator[Paragraph]:
    """Which other purposes still use the same data, and on which basis."""
    say, lines = source.speaker.say, []
    withdrawn = _withdrawn(source.profile, claim)
    for purpose in _others(source.profile, withdrawn):
        name = purpose.name.in_(source.speaker.language)
        for basis in dict.fromkeys(one.basis for one in purpose.bases):
            named = say(f"basis/{basis}")
            cite = GDPR(6, 1, basis.value)
            lines.append(say("purpose/basis", purpose=name, basis=named, cite=cite))
    if lines:
        yield Paragraph(say("done/consent_withdrawal/goes_on"), items=tuple(lines))


def _withdrawn(profile: ControllerProfile, claim: Claim) -> list[Purpose]:
    """The purposes for which consent was withdrawn; without any named, all that rest on it."""
    named = claim.purposes
    return [
        one for one in profile.purposes if one.code in named or (not named and _on_consent(one))
    ]


def _others(profile: ControllerProfile, withdrawn: list[Purpose]) -> Iterator[Purpose]:
    """The purposes that use data of what was withdrawn, and of which no basis told is consent.

    A purpose that is direct marketing, or may be, never goes on: whoever withdraws also objects to
    it (Article 21(2)). Beside it nothing is named, so that no letter seems to say that it does.
    """
    apart = [one for one in withdrawn if one.direct_marketing is Degree.NO]
    used = {code for one in apart for code in one.categories}
    for one in profile.purposes:
        settled = bool(one.bases) and not _on_consent(one) and one.direct_marketing is Degree.NO
        if settled and one not in withdrawn and used & set(one.categories):
            yield one


def _on_consent(purpose: Purpose) -> bool:
    return any(one.basis is Basis.CONSENT for one in purpose.bases)
