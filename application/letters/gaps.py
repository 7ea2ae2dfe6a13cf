"""The gaps of a composed letter: which things they leave unsaid, and how they are closed.

A gap is a *blank*, where something is still unknown, or a *question*, where something stands that a
person must look at once more: which purposes are this person's, a reason typed in another language.
A letter goes out without either. Who informs says of each thing where it stands instead.

Three gaps leave no thing unsaid that the right demands. Two are mended in the profile: one that
does not name us gives a letter without a head, which asks for answers where the requester reached
us; one that names no categories or purposes gives a letter that points to its own explanation. The
third is mended by recording who received the data: Article 19 tells of recipients whoever asks for
that, so until then the letter says that it is being looked up. The file does not close before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from griffie.application.letters.duties import place_of
from griffie.application.letters.letter import (
    ComposedLetter,
    Paragraph,
    TableEntry,
    Typed,
    gap,
    missing_demands,
)
from griffie.application.letters.phrases import Speaker
from griffie.application.requests.bodies import SaidThing
from griffie.domain.law import GDPR, Language, Provision
from griffie.domain.law.information import CLEAR_WORDS
from griffie.domain.request.vocabulary import Where

_QUESTIONS = ("strike", "translation")
_POINT_OF = {"purposes": "abd", "strike": "a", "categories": "b", "retention": "d"}
"""In the paragraph of the purposes: the points of Article 15(1) that a gap leaves unsaid."""

Answer = Mapping[Provision, SaidThing]
"""Where each thing stands, as who informs says it."""


def unsaid(letter: ComposedLetter) -> tuple[Provision, ...]:
    """The things that the letter does not say, or says with a gap."""
    found = [place_of(one) for one in missing_demands(letter)]
    for one in letter.paragraphs:
        for words in one.words():
            for hole in gap(letter.language).findall(words):
                if hole not in _without_a_thing(Speaker(letter.language)):
                    found += _left_open(one, hole, letter.language)
    return tuple(dict.fromkeys(found))


def _left_open(paragraph: Paragraph, hole: str, language: Language) -> tuple[Provision, ...]:
    every = tuple(place_of(one) for one in paragraph.meets)
    speaker = Speaker(language)
    if GDPR(15, 1, "d") in every:
        for what, points in _POINT_OF.items():
            if speaker.gap(what) == hole:
                return tuple(GDPR(15, 1, point) for point in points)
    return every or (CLEAR_WORDS,)


def closed(letter: ComposedLetter, said: Answer) -> ComposedLetter:
    """The letter as it goes out: in place of each gap stands where the thing is to be found."""
    speaker = Speaker(letter.language)

    def filled(one: Paragraph) -> Paragraph:
        return rewritten(one, lambda words: _close(words, one, speaker, said))

    sections = tuple(
        replace(section, paragraphs=tuple(map(filled, section.paragraphs)))
        for section in letter.sections
    )
    hole = gap(letter.language)
    sender, signature = (
        tuple(line for line in lines if not hole.search(line))
        for lines in (letter.sender, letter.signature)
    )
    return replace(letter, sections=sections, sender=sender, signature=signature)


def rewritten(paragraph: Paragraph, close: Callable[[str], str]) -> Paragraph:
    """The paragraph with each of its texts replaced, in the order of `Paragraph.words`."""
    return replace(
        paragraph,
        text=close(paragraph.text),
        items=tuple(_seen(map(close, paragraph.items))),
        lines=tuple(_seen(map(close, paragraph.lines))),
        typed=tuple(Typed(one.label, close(one.words)) for one in paragraph.typed),
        table=tuple(
            TableEntry(one.title, tuple((head, close(words)) for head, words in one.cells))
            for one in paragraph.table
        ),
    )


def _seen(words: Iterator[str]) -> Iterator[str]:
    return (one for one in words if one.strip())


def _close(words: str, paragraph: Paragraph, speaker: Speaker, said: Answer) -> str:
    questions = {speaker.gap(what) for what in _QUESTIONS}
    for hole in gap(speaker.language).findall(words):
        if instead := _without_a_thing(speaker).get(hole):
            words = words.replace(hole, instead)
            continue
        places = _left_open(paragraph, hole, speaker.language)
        stands = next((said[one] for one in places if one in said), None)
        if stands is None:
            continue
        confirmed = hole in questions and stands.where is Where.TEXT
        words = words.replace(hole, "" if confirmed else _instead(stands, speaker))
    return words.rstrip()


def _without_a_thing(speaker: Speaker) -> Mapping[str, str]:
    """The gaps that leave no thing unsaid, and what stands there instead."""
    return {
        speaker.gap("contact"): speaker.say("contact/where"),
        speaker.gap("unnamed"): speaker.say("unnamed/explained"),
        speaker.gap("told"): speaker.say("recipients/looked_up"),
    }


def _instead(stands: SaidThing, speaker: Speaker) -> str:
    reason = str(stands.because.value) if stands.because else ""
    return speaker.say(f"said/{stands.where}", on=stands.on or "", because=reason)
