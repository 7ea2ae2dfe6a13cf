"""What a letter says was done, or will be, and for which part: Article 12(3)."""

from griffie.application.letters.carried_out import (
    BY_PURPOSE,
    categories_phrase,
    done_part,
    done_phrase,
    provision_of,
)
from griffie.application.letters.letter import Demand, InformationItem, Paragraph, Typed
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.withheld import named_items
from griffie.domain.law import GDPR
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.request.claim import PROMISED, Claim
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
        text = f"{text} {say('partly/purposes' if claim.right in BY_PURPOSE else 'partly')}"
    done = done_part(claim)
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
