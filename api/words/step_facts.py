"""What a form says of its step beside the fields: what the law asks, what will be recorded.

Both follow from the step: the articles from its description, or from its rules where that names
none; what is recorded from its event and its words. A page adds nothing. The way back stands in
`way_back`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from griffie.api.words.speech import Speech
from griffie.application.requests.commands import AnyStep
from griffie.domain import step_words as words
from griffie.domain.law import Provision
from griffie.domain.law.catalogue import text
from griffie.domain.law.in_prose import in_prose
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.steps.said import parts_of
from griffie.domain.steps.step import IRREGULAR

MOST_LAW = 2
"""So many articles stand beside a form; the others are in the law pages."""
LONGEST_QUOTE = 800
"""Characters of an article that are quoted; what is longer ends at a sentence, with a link."""


@dataclass(frozen=True)
class Quoted:
    """An article: its citation, its code for the address of its page, and its words."""

    cited: str
    provision: str
    words: str


@dataclass(frozen=True)
class Recorded:
    """What the step records: the event's title, what stands in it in clear, and what is sealed."""

    title: str
    """In quotation marks; of several the one that will be."""
    in_clear: list[str]
    sealed: list[str]


def law_of(step: AnyStep) -> list[Provision]:
    """The articles that a step is about, the most telling first; empty where none speaks."""
    found = dict.fromkeys(in_prose(step.description)) or dict.fromkeys(
        rule.provision for rule in step.rules if rule.provision
    )
    return [one for one in found if not any(one != two and _within(two, one) for two in found)]


def _within(inner: Provision, outer: Provision) -> bool:
    """Whether a provision lies inside another, which then says less precisely what is meant."""
    return f"{inner}/".startswith(f"{outer}/")


def quoted(provisions: list[Provision], speech: Speech) -> list[Quoted]:
    """The first of these articles in the reader's language; one whose wording is unknown, cited."""
    found = []
    for one in provisions[:MOST_LAW]:
        try:
            said = text(one).said_in(speech.language) or ""
        except LookupError:
            said = ""
        found.append(Quoted(speech.cite(one), str(one), _shortened(said)))
    return found


def _shortened(said: str) -> str:
    """At most `LONGEST_QUOTE` characters of a text, to the end of a sentence where there is one."""
    if len(said) <= LONGEST_QUOTE:
        return said
    begun = said[:LONGEST_QUOTE]
    end = max(begun.rfind(". "), begun.rfind("; "))
    return (begun[: end + 1] if end > LONGEST_QUOTE // 3 else begun.rpartition(" ")[0]) + " …"


def recorded(step: AnyStep, speech: Speech) -> Recorded:
    """What the step records, from its event and its words."""
    asked = [word for word in step.words if word.name != IRREGULAR.name]
    label = {word.name: speech.phrase(words.label(word.name, step.name)) for word in asked}
    sealed = [label[word.name] for word in asked if Sealed in parts_of(word.kind)]
    clear = [label[word.name] for word in asked if Sealed not in parts_of(word.kind)]
    titles = dict.fromkeys(speech.phrase(words.title(kind.TOPIC)) for kind in _events(step.event))
    quoted_ones = [speech.say("“{words}”", words=title) for title in titles]
    return Recorded(speech.either(quoted_ones), clear, sealed)


def _events(kind: type[Event]) -> Iterator[type[Event]]:
    """The kinds of event that a step may record: its own, or those of which it is the base."""
    if "TOPIC" in vars(kind):
        yield kind
        return
    for narrower in kind.__subclasses__():
        yield from _events(narrower)
