"""What is called something has its words in four languages, or the program does not begin."""

import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from griffie.domain import step_words as words
from griffie.domain.events import NoteAdded, ReminderRaised
from griffie.domain.law import Language
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import ReminderKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.step_words import WordsMissingError, kinds, read

TEXT = files("griffie.domain.steps").joinpath("words.toml").read_text("utf-8")
PLACES = re.findall(r"^\[([^\[\]]+)\]$", TEXT, re.MULTILINE)
OPTIONAL = re.compile(r"\.detail|^fields\.(capacity|by_link)$|^asked\.")
NEEDED = [place for place in PLACES if not OPTIONAL.search(place)]


def without(place: str) -> str:
    """The text without an entry."""
    return re.sub(rf"\[{re.escape(place)}\]\n(?:\w\w = .*\n)+", "", TEXT)


def test_every_step_every_event_and_every_field_is_called_something() -> None:
    assert {step.name for step in RightsRequest.steps() if step.listed} == words.WORDS.steps.keys()
    assert {kind.TOPIC for kind in kinds()} == words.WORDS.titles.keys()
    told = {word.name for step in RightsRequest.steps() if step.listed for word in step.words}
    assert told | {"email"} <= words.WORDS.fields.keys()
    assert "identity" not in words.WORDS.fields


@pytest.mark.parametrize("place", NEEDED)
def test_what_is_forgotten_is_named(place: str) -> None:
    with pytest.raises(WordsMissingError, match=re.escape(place.removesuffix(".title"))):
        read(without(place))


@pytest.mark.parametrize("place", ["events.RequestReceived.detail", *PLACES[::25]])
@pytest.mark.parametrize("language", Language)
def test_a_language_that_is_forgotten_is_named(place: str, language: Language) -> None:
    entry = re.search(rf"\[{re.escape(place)}\]\n(?:\w\w = .*\n)+", TEXT)
    assert entry
    lacking = re.sub(rf"{language.value} = .*\n", "", entry[0])
    emptied = re.sub(rf"{language.value} = .*\n", f'{language.value} = " "\n', entry[0])

    for wrong in (lacking, emptied):
        with pytest.raises(WordsMissingError) as raised:
            read(TEXT.replace(entry[0], wrong))
        assert f"[{place}] is not complete: {language.value}" in str(raised.value)
        assert "fills in" not in str(raised.value)


def test_a_field_may_be_called_otherwise_in_one_step_and_nothing_else_may() -> None:
    assert words.label("on", "withdraw").en == "Said on"
    assert words.label("on").en == words.label("on", "close").en == "On"

    for wrong in ("withdraw.nothing", "dance.on"):
        with pytest.raises(WordsMissingError, match=re.escape(f"[asked.{wrong}] names nothing")):
            read(TEXT.replace("[asked.withdraw.on]", f"[asked.{wrong}]"))


@pytest.mark.parametrize("sentence", sorted(words.WORDS.sentences)[::20])
def test_a_sentence_that_is_forgotten_or_half_translated_is_named(sentence: str) -> None:
    entry = re.search(
        rf"\[\[sentences\]\]\n(?:\w\w = .*\n){{3}}en = \"{re.escape(sentence)}\"\n", TEXT
    )
    assert entry
    halved = re.sub(r"nl = .*\n", "", entry[0])

    with pytest.raises(WordsMissingError, match=re.escape(f"{sentence}] is not complete: nl")):
        read(TEXT.replace(entry[0], halved))
    if sentence in {rule.otherwise for step in RightsRequest.steps() for rule in step.rules}:
        with pytest.raises(WordsMissingError, match=re.escape(f"“{sentence}” is missing")):
            read(TEXT.replace(entry[0], ""))


def test_what_is_wrong_is_named_all_at_once() -> None:
    with pytest.raises(WordsMissingError) as raised:
        read("")

    for place in NEEDED:
        assert f"[{place.removesuffix('.title')}] is missing" in str(raised.value)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('[steps.fly]\nnl = "x"\nfr = "x"\nde = "x"\nen = "x"\n', "[steps.fly] names nothing"),
        ('[fields.wing]\nnl = "x"\nfr = "x"\nde = "x"\nen = "x"\n', "[fields.wing] names nothing"),
        (
            '[events.HoldPlaced.detail]\nnl = "{x}"\nfr = "{x}"\nde = "{x}"\nen = "{x}"\n',
            "the detail of HoldPlaced fills in what the event does not have",
        ),
        (
            '[events.HoldPlaced.detail-wing]\nnl = "x"\nfr = "x"\nde = "x"\nen = "x"\n',
            "the detail of HoldPlaced-wing fills in what the event does not have",
        ),
        (
            '[events.HoldPlaced.detail]\nnl = "{reason}"\nfr = "x"\nde = "x"\nen = "x"\n',
            "[events.HoldPlaced.detail] fills in something else in one language",
        ),
        (
            '[events.HoldPlaced.detail]\nnl = "x"\nfr = "x"\nde = "x"\nen = "x"\nit = "x"\n',
            "[events.HoldPlaced.detail] is not complete: unknown keys",
        ),
    ],
)
def test_words_for_what_does_not_exist_are_refused(more: str, why: str) -> None:
    with pytest.raises(WordsMissingError, match=re.escape(why)):
        read(f"{TEXT}\n{more}")


def test_what_is_known_is_called_by_its_words() -> None:
    erasing = RightsRequest.erase_data.event

    assert words.title(erasing.TOPIC).nl == "Gegevens gewist"
    assert words.label("measures").said_in(Language.FR) == "Mesures prises"
    assert words.label("measures").said_in(Language.EN) == "Measures taken"
    said = words.sentence("the request is closed: reopen it first")
    assert said
    assert said.nl == "het verzoek is afgesloten: heropen het eerst"
    assert words.sentence("nobody says this") is None
    assert words.blanks("{on}: {right}, {{x}} and more") == {"on", "right"}
    about: dict[str, Any] = {"kind": ReminderKind.SEARCH, "due_on": date(2026, 3, 20)}
    told = words.detail(ReminderRaised(**about, about="crm"))
    plain = words.detail(ReminderRaised(**about))
    assert told
    assert plain
    assert (told.en, plain.en) == ("{kind}: {about} ({due_on}).", "{kind} ({due_on}).")
    assert words.detail(NoteAdded(note=Sealed("a" * 43))) is None
    assert read(TEXT) == words.WORDS


def test_what_this_release_does_not_know_is_called_by_its_own_name() -> None:
    assert words.title("FromTheFuture").en == "FromTheFuture"
    assert words.imperative_at("fly-away").fr == "fly-away"
    assert words.label("wing{").nl.format() == "Wing{"
    assert words.imperative_at("close") == words.imperative(RightsRequest.close)
