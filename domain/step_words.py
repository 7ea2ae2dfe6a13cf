"""What steps, events and fields are called, and what rules say, in four languages.

Reads `domain/steps/words.toml`.

Importing this page reads the file. What lacks words, or has words and does not exist, is named in
one error then: a page of the console or a bundle never fails over a title that was forgotten.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Formatter
from typing import Any, NamedTuple

from pydantic import BaseModel

from griffie.domain import events
from griffie.domain.errors import OperatorNeededError
from griffie.domain.law import Language
from griffie.domain.model.event import ENVELOPE, Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRepresentative, SealedRequester
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.rule import NO_RIGHT
from griffie.domain.steps.step import ERASED, Step

VARIANTS = ("about", "departure", "right", "evidence", "purpose", "files", "by_link")
"""Fields that not every event of a kind fills in: a detail may have a variant for where it does."""


class WordsMissingError(OperatorNeededError):
    """The words of a step, an event or a field are not complete in four languages."""

    code = "no-words"
    sentence = "Something that this release can do or show has no words in some language"


class Phrase(NamedTuple):
    """The same sentence in four languages; in braces stand names of what is filled in."""

    nl: str
    fr: str
    de: str
    en: str

    def said_in(self, language: Language) -> str:
        """The sentence in a language, its braces not yet filled in."""
        return str(getattr(self, language.value))


class Words(NamedTuple):
    """Everything that is called something."""

    steps: Mapping[str, Phrase]
    """The imperative of each step, by its name."""
    titles: Mapping[str, Phrase]
    """What happened, by the event's topic."""
    details: Mapping[str, Phrase]
    """A line about it, by topic; a variant by `topic-field`."""
    fields: Mapping[str, Phrase]
    """The label of what a step is told or an event has sealed, by the field's name."""
    asked: Mapping[str, Phrase]
    """The label of a field in one step, where it means something else there: `withdraw.on`."""
    sentences: Mapping[str, Phrase]
    """What a rule, a refusal or a hint of a step says, by its English."""


def kinds() -> Iterator[type[Event]]:
    """Every kind of event that is stored: of the values in the registry none has a topic."""
    for name in events.__all__:
        kind: type[Event] = getattr(events, name)
        if "TOPIC" in vars(kind):
            yield kind


def read(text: str) -> Words:
    """The words of a text in TOML. Raises WordsMissingError, and names everything that is wrong."""
    table = tomllib.loads(text)
    wrong: list[str] = []

    def phrase(place: str, said: Any) -> Phrase:
        given = said if isinstance(said, dict) else {}
        found = Phrase(*(str(given.get(to, "")).strip() for to in Phrase._fields))
        lacking = [to for to, sentence in found._asdict().items() if not sentence]
        if lacking or given.keys() - set(Phrase._fields):
            wrong.append(f"[{place}] is not complete: {', '.join(lacking) or 'unknown keys'}")
        if len({blanks(sentence) for sentence in found if sentence}) > 1:
            wrong.append(f"[{place}] fills in something else in one language than in another")
        return found

    said = {of: table.get(of, {}) for of in ("steps", "events", "fields")}
    words = Words(
        {name: phrase(f"steps.{name}", one) for name, one in said["steps"].items()},
        {t: phrase(f"events.{t}.title", one.get("title")) for t, one in said["events"].items()},
        {
            f"{topic}{part.removeprefix('detail')}": phrase(f"events.{topic}.{part}", sentence)
            for topic, one in said["events"].items()
            for part, sentence in one.items()
            if part != "title"
        },
        {name: phrase(f"fields.{name}", one) for name, one in said["fields"].items()},
        {
            f"{step}.{name}": phrase(f"asked.{step}.{name}", one)
            for step, asked in table.get("asked", {}).items()
            for name, one in asked.items()
        },
        {
            str(one.get("en")): phrase(f"sentences: {one.get('en')}", one)
            for one in table.get("sentences", [])
        },
    )
    wrong += _unmatched(words)
    if wrong:
        raise WordsMissingError("domain/steps/words.toml: " + "; ".join(wrong))
    return words


def _unmatched(words: Words) -> Iterator[str]:
    stored: dict[str, type[BaseModel]] = {kind.TOPIC: kind for kind in kinds()}
    listed = {step.name for step in RightsRequest.steps() if step.listed}
    sealed, every = _fields()
    expected = (
        ("steps", listed, listed, words.steps.keys()),
        ("events", stored.keys(), stored.keys(), words.titles.keys()),
        ("fields", sealed, every, words.fields.keys()),
    )
    for table, needed, possible, there in expected:
        yield from (f"[{table}.{name}] is missing" for name in sorted(needed - there))
        yield from (f"[{table}.{name}] names nothing" for name in sorted(there - possible))
    rules = {rule.otherwise for step in RightsRequest.steps() for rule in step.rules}
    said = rules | {ERASED, NO_RIGHT}
    yield from (f"the sentence “{one}” is missing" for one in sorted(said - {*words.sentences}))
    told = {f"{step.name}.{one.name}" for step in RightsRequest.steps() for one in step.words}
    yield from (f"[asked.{name}] names nothing" for name in sorted(words.asked.keys() - told))
    for key, phrase in words.details.items():
        topic, _, variant = key.partition("-")
        fields = stored[topic].model_fields.keys() if topic in stored else ()
        if not blanks(phrase.en) <= {*fields} - ENVELOPE or variant not in {"", *VARIANTS}:
            yield f"the detail of {key} fills in what the event does not have"


def _fields() -> tuple[set[str], set[str]]:
    """The names of the fields that need a label (of sealed values, of what a listed step is told).

    Second the names of all fields: of events, steps and people.
    """
    models: tuple[type[BaseModel], ...] = (*kinds(), SealedRequester, SealedRepresentative)
    every: list[tuple[str, Any]] = [
        (name, field.annotation) for model in models for name, field in model.model_fields.items()
    ]
    every += [(word.name, word.kind) for step in RightsRequest.steps() for word in step.words]
    # The whole word: `SealedRequester` holds sealed values and is none.
    whole_word = re.compile(rf"\b{Sealed.__name__}\b")
    sealed = {name for name, kind in every if whole_word.search(str(kind))}
    told = {word.name for step in RightsRequest.steps() if step.listed for word in step.words}
    return sealed | told, {name for name, _ in every}


def blanks(sentence: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


WORDS = read(files("griffie.domain.steps").joinpath("words.toml").read_text("utf-8"))
_BY_PATH = {step.path: WORDS.steps[step.name] for step in RightsRequest.steps() if step.listed}


def imperative(step: Step[Any, ..., Event]) -> Phrase:
    """What a listed step is called where it can be taken."""
    return WORDS.steps[step.name]


def imperative_at(path: str) -> Phrase:
    """What the step behind a path of the API is called; of another path, the path itself."""
    return _BY_PATH.get(path) or _as_it_is(path)


def title(topic: str) -> Phrase:
    """What happened, by the event's topic; of a topic that this release does not know, its name."""
    return WORDS.titles.get(topic) or _as_it_is(topic)


def detail(event: Any) -> Phrase | None:
    """A line about an event, to be filled in from its fields; None where its title says it all."""
    found = WORDS.details.get(event.TOPIC)
    for field in VARIANTS:
        if getattr(event, field, None):
            found = WORDS.details.get(f"{event.TOPIC}-{field}", found)
    return found


def sentence(english: str) -> Phrase | None:
    """What a rule, a refusal or a hint of a step says; None for any other sentence."""
    return WORDS.sentences.get(english)


def label(field: str, step: str = "") -> Phrase:
    """What a field is called, perhaps in one step only; where it has no label, its name."""
    asked = WORDS.asked.get(f"{step}.{field}")
    return asked or WORDS.fields.get(field) or _as_it_is(field[:1].upper() + field[1:])


def _as_it_is(name: str) -> Phrase:
    return Phrase(*[name.replace("{", "{{").replace("}", "}}")] * len(Phrase._fields))
