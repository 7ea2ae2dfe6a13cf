"""What a letter says was done, or will be, and for which part: Article 12(3)."""

from griffie.application.letters.carried_out import categories_phrase, done_phrase, provision_of
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.withheld import named_items
from griffie.domain.law import GDPR
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.request.claim import PROMISED, Claim
from griffie.domain.request.part import YES, Part, left
from griffie.domain.request.vocabulary import PartStatus

ACTION = GDPR(12, 3)


def done_paragraph(source: LetterSource, claim: Claim, *, partly: bool, openly: bool) -> Paragraph:
    """Article 12(3): "information on action taken"."""
    say, right = source.speaker.say, claim.right
    meets = (Demand(InformationItem.ACTION, AT_ONCE.get(right, ACTION), right),)
    if claim.status in PROMISED:
        key = f"granted/{right}" if source.speaker.knows(f"granted/{right}") else "granted"
        text = say(key, cite=ACTION)
    else:
        own = f"done/{right}/partly"
        key = own if partly and source.speaker.knows(own) else done_phrase(claim)
        text = say(key, cite=provision_of(key, right))
    if partly and not key.endswith("/partly"):
        text = f"{text} {say('partly')}"
    done = _done(claim)
    # Where something may not be told there is no list: what is missing in it would show.
    if partly and openly and done.categories:
        text = f"{text} {say(categories_phrase(claim), categories=source.categories(done[1]))}"
    if openly and done.purposes and any(one.part.purposes for one in claim.noes):
        text = f"{text} {say('granted/purposes', purposes=source.purposes(done.purposes))}"
    typed = named_items(source, done) if openly else ()
    label = say("label/measures")
    for decision in claim.decisions:
        if decision.status is PartStatus.FULFILLED:
            words = source.typed(source.past.measures_of(right, decision.version))
            typed = (*typed, Typed(label, words))
    return Paragraph(text, meets, typed=tuple(dict.fromkeys(typed)))


def _done(claim: Claim) -> Part:
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
