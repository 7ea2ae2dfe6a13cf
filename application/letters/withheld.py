"""What a letter says of the parts that are not done: which, on which ground, why, until when."""

from collections.abc import Iterator, Sequence

from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Typed
from griffie.application.letters.letter_source import YES, LetterSource
from griffie.application.letters.persons import said_besides
from griffie.domain import events
from griffie.domain.law import GDPR, NotApplicableGround, Provision, Right
from griffie.domain.law.catalogue import words as words_of
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.vocabulary import PartStatus

NO_ACTION = GDPR(12, 4)
_REFUSAL = GDPR(12, 5, "b")


def withheld(
    source: LetterSource, claim: Claim, shown: Sequence[PartDecision]
) -> Iterator[Paragraph]:
    """A paragraph for each part of which the requester may learn that it is withheld, and why.

    Of a part on a ground that may not be told nothing is said; where nothing else was decided, the
    neutral sentence stands, the same for all.
    """
    for decision in shown:
        if decision.status is PartStatus.EXCEPTED:
            yield _excepted(source, claim, decision)
        else:
            yield _refused(source, claim, decision)
    if claim.noes and not shown and claim.status not in YES:
        reasons = Demand(InformationItem.REASONS, NO_ACTION, claim.right)
        yield Paragraph(source.speaker.say("neutral"), (reasons,))


def ground_demands(right: Right, ground: str) -> tuple[Demand, ...]:
    """What a letter must tell of a ground: the reasons and, unless it is a fact, the provision."""
    reasons = Demand(InformationItem.REASONS, NO_ACTION, right)
    if ground.startswith("fact/"):
        return (reasons,)
    return (reasons, Demand(InformationItem.GROUND, Provision.parse(ground), right))


def named_items(source: LetterSource, part: Part) -> tuple[Typed, ...]:
    """What a part names in words, as they were typed."""
    label = source.speaker.say("label/items")
    return tuple(Typed(label, source.typed(one)) for one in part.items)


def _refused(source: LetterSource, claim: Claim, decision: PartDecision) -> Paragraph:
    """Article 12(4): "the reasons for not taking action"."""
    say, ground = source.speaker.say, decision.ground or ""
    if ground == NotApplicableGround.NOTHING_TO_GIVE:
        # Without the words of whoever found it: they would differ from person to person.
        return Paragraph(say(f"ground/{ground}"), ground_demands(claim.right, ground))
    cite = Provision.parse(ground) if not ground.startswith("fact/") else NO_ACTION
    named = _REFUSAL if cite[:3] == _REFUSAL[:3] else cite
    own = f"ground/{ground}"
    if source.speaker.knows(own):
        said = [say(own, cite=named)]
    else:
        words = words_of(ground).said_in(source.speaker.language)
        said = [say("ground/other", ground=words, cite=named)]
    if decision.part.is_rest and len(claim.decisions) > 1:
        said.insert(0, say("about/rest"))
    if decision.part.categories:
        said.insert(0, say("about/categories", categories=source.categories(decision.part[1])))
    if decision.part.purposes:
        said.insert(0, say("about/purposes", purposes=source.purposes(decision.part[0])))
    if besides := said_besides(source, ground):
        said.append(besides)
    why = source.typed(source.past.reason_of(claim.right, decision.version))
    typed = (*named_items(source, decision.part), Typed(say("label/explanation"), why))
    if beyond := source.past.beyond(decision.version):
        typed = (*typed, Typed("", source.typed(beyond)))
    typed = (*typed, *_departure(source, decision))
    return Paragraph(" ".join(said), ground_demands(claim.right, ground), typed=typed)


def _excepted(source: LetterSource, claim: Claim, decision: PartDecision) -> Paragraph:
    """What is kept or not done, on which ground, for which data, and until when."""
    say, exception = source.speaker.say, source.past.deciding[decision.version]
    assert isinstance(exception, events.ExceptionApplied)
    ground, part = exception.ground, decision.part
    cite = Provision.parse(ground)
    kind = "kept" if claim.right is Right.ERASURE else "excepted"
    said = []
    if part.categories and source.knows_purposes(part.categories):
        # As old files hold it: purposes of an objection, named where categories stand.
        said.append(say("excepted/purposes", purposes=source.purposes(part.categories)))
    elif part.categories:
        said.append(say(f"{kind}/some", categories=source.categories(part.categories)))
    if part.purposes:
        said.append(say("excepted/purposes", purposes=source.purposes(part.purposes)))
    if part.is_rest:
        said.append(say(f"{kind}/all" if claim.status not in YES else f"{kind}/rest"))
    own = f"ground/{ground}"
    frame = own if source.speaker.knows(own) else f"ground/gdpr/{cite.article}/{cite.paragraph}"
    key = frame if source.speaker.knows(frame) else "ground/other"
    words = "" if key == own else words_of(ground).said_in(source.speaker.language)
    if exception.information:
        key = f"withheld/{exception.information}"
    said.append(say(key, ground=words, cite=cite))
    if decision.until:
        said.append(say(f"{kind}/until", until=decision.until))
    typed = [*named_items(source, part)]
    typed.append(Typed(say("label/explanation"), source.typed(exception.necessity)))
    if exception.legal_basis:
        typed.append(Typed(say("label/legal_basis"), source.typed(exception.legal_basis)))
    typed += _departure(source, decision)
    return Paragraph(" ".join(said), ground_demands(claim.right, ground), typed=tuple(typed))


def _departure(source: LetterSource, decision: PartDecision) -> tuple[Typed, ...]:
    """Why the decision departs from what the controller told everybody, if it does."""
    departure = source.past.departure_of(decision.version)
    if departure is None:
        return ()
    return (Typed(source.speaker.say("label/departure"), source.typed(departure)),)
