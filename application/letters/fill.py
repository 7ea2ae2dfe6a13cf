"""A letter whose gaps a person fills in: each gap has a number, in the order in which it is read.

Who fills a gap says the thing in the letter itself; nothing is sent while one is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.duties import none_to_tell, owed
from griffie.application.letters.gaps import rewritten, unsaid
from griffie.application.letters.letter import ComposedLetter, Paragraph, gap
from griffie.application.letters.letter_source import claims_to_answer
from griffie.application.letters.phrases import Speaker
from griffie.application.requests.bodies import SaidThing
from griffie.domain.request.vocabulary import Where
from griffie.domain.rights_request import RightsRequest

Write = Callable[[int, str], str]
"""Gives what stands in the place of a gap, by its number (from 0) and the gap itself."""


def written_over(letter: ComposedLetter, write: Write) -> ComposedLetter:
    """The letter with something in the place of each gap."""
    hole, count = gap(letter.language), iter(range(len(letter.gaps)))

    def close(words: str) -> str:
        return hole.sub(lambda found: write(next(count), found.group()), words)

    def closed(one: Paragraph) -> Paragraph:
        return rewritten(one, close)

    sender = tuple(map(close, letter.sender))
    sections = tuple(
        replace(section, paragraphs=tuple(map(closed, section.paragraphs)))
        for section in letter.sections
    )
    # A signature says what the sender says already: a line that is unknown there falls away.
    signature = tuple(line for line in letter.signature if not hole.search(line))
    return replace(letter, sender=sender, sections=sections, signature=signature)


def filled(letter: ComposedLetter, words: Sequence[str]) -> ComposedLetter:
    """The letter with these words in its gaps, in order; where a word is empty the gap stays."""
    given = (*words, *[""] * len(letter.gaps))
    return written_over(letter, lambda n, hole: given[n].strip() or hole)


def asked_in(letter: ComposedLetter) -> list[str]:
    """What each gap asks for, in the language of the letter."""
    before, after = Speaker(letter.language).say("gap", what="\0").split("\0")
    return [one.removeprefix(before).removesuffix(after).strip() for one in letter.gaps]


def said_in(
    letter: ComposedLetter, request: RightsRequest, profile: ControllerProfile
) -> tuple[SaidThing, ...]:
    """What a letter of ours says of all that its answer owes: in the text, each thing once.

    What stands there with a gap is not among it, nor what there is not.
    """
    about = tuple(claim.right for claim in claims_to_answer(request))
    open_still = {*unsaid(letter), *none_to_tell(request, profile, about)}
    return tuple(
        SaidThing(provision=str(one), where=Where.TEXT)
        for one in owed(request, profile, about)
        if one not in open_still
    )
