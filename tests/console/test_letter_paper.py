"""A letter that was sent keeps the paper that it went out on, whatever the profile says later."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.letters.letter import BLANK
from griffie.application.letters.paper import paper_of
from griffie.application.letters.sent import letters_of
from griffie.domain.law import Language, Right
from griffie.domain.request.vocabulary import Channel
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of
from tests.given.logos import SVG, office, png
from tests.given.past import informed
from tests.given.pdf import standards, tagged, words
from tests.given.story import tell

GREEN = SVG.replace("1f2f6b", "0b6b3a").replace('rx="10"', 'rx="28"')
ANSWER = {"kind": "answer", "format": "pdf"}

Opener = Callable[..., Store]


@pytest.fixture
def opening(tmp_path: Path, clock: Clock) -> Iterator[Opener]:
    """Opens one store, each time with the logo, the colour and the foot that are given."""
    opened: list[Store] = []

    def again(logo: bytes, colour: str, foot: str, name: str = "logo.svg") -> Store:
        while opened:
            opened.pop().engine.close()
        file = office(tmp_path, name, logo)
        said = file.read_text("utf-8").replace("#1F2F6B", colour).replace("Open op werkdagen", foot)
        file.write_text(said, "utf-8")
        store = open_store(tmp_path / "data", profile=load_profile(file), clock=clock, demo=True)
        opened.append(store)
        return store

    yield again
    for one in opened:
        one.engine.close()


def blue(opening: Opener) -> Store:
    return opening(SVG.encode(), "#1F2F6B", "Open op werkdagen")


def green(opening: Opener) -> Store:
    return opening(GREEN.encode(), "#0B6B3A", "Open na afspraak")


def printed(store: Store, place: str) -> bytes:
    return bytes(signed_in(store, Role.HANDLER).get(f"{place}/letter", params=ANSWER).content)


def inks(pdf: bytes) -> set[tuple[int, int, int]]:
    """The colours on its first page, as a printer would see them."""
    opened = pypdfium2.PdfDocument(pdf)
    drawn = opened[0].render(scale=2).to_pil().convert("RGB")
    opened.close()
    return {colour for _, colour in drawn.getcolors(1 << 24) or []}


BLUE_INK, GREEN_INK = (0x1F, 0x2F, 0x6B), (0x0B, 0x6B, 0x3A)


def test_a_letter_that_went_out_keeps_its_logo_its_colour_and_its_foot(opening: Opener) -> None:
    store = blue(opening)
    first = tell(signed_in(store, Role.HANDLER))
    then = printed(store, first)
    store = green(opening)
    second = tell(signed_in(store, Role.HANDLER))

    one, other = printed(store, first), printed(store, second)

    assert one == then
    assert standards(one) == standards(other) == {"A-3A", "UA-1"}
    assert tagged(one)["Figure"] == ["Voorbeeld, een V in een vierkant"]
    assert "Open op werkdagen" in words(one)
    assert "Open na afspraak" in words(other)
    assert "Open na afspraak" not in words(one)
    assert (BLUE_INK in inks(one), GREEN_INK in inks(one)) == (True, False)
    assert (BLUE_INK in inks(other), GREEN_INK in inks(other)) == (False, True)


def test_the_desk_prints_the_same_paper_and_the_page_shows_it(opening: Opener) -> None:
    place = tell(signed_in(blue(opening), Role.HANDLER))
    store = green(opening)

    desk = at_console(store, Role.HANDLER).post(
        f"{page_of(place)}/letter", data={"kind": "answer", "pdf": ""}
    )
    page = signed_in(store, Role.HANDLER).get(f"{place}/letter", params={"kind": "answer"})

    assert desk.content == printed(store, place)
    assert "color: #1f2f6b" in page.text
    assert "<footer>Open op werkdagen</footer>" in page.text
    assert 'alt="Voorbeeld, een V in een vierkant"' in page.text
    assert "style-src 'sha256-" in page.headers["content-security-policy"]


def test_a_png_is_kept_as_well(opening: Opener) -> None:
    store = opening(png((300, 120)), "#1F2F6B", "Open op werkdagen", "logo.png")
    place = tell(signed_in(store, Role.HANDLER))
    then = printed(store, place)

    assert printed(green(opening), place) == then
    assert BLUE_INK in inks(then)


def test_the_audit_finds_nothing_in_a_store_that_keeps_logos(opening: Opener) -> None:
    tell(signed_in(blue(opening), Role.HANDLER))

    found, _ = green(opening).check((), lambda _done, _all: None)

    assert found == []


def test_a_letter_of_before_and_an_answer_by_word_of_mouth_have_no_paper(opening: Opener) -> None:
    store = blue(opening)
    place = tell(signed_in(store, Role.HANDLER))
    (sent,) = letters_of(store.requests.load(UUID(place.rsplit("/", 1)[1])))
    kept = store.engine.papers

    assert paper_of(sent, kept, Language.FR).foot == "Ouvert les jours ouvrables"
    assert paper_of(informed(Right.ACCESS), kept, Language.NL) == BLANK
    spoken = sent.model_copy(update={"channel": Channel.PHONE})
    assert paper_of(spoken, kept, Language.NL) == BLANK
    elsewhere = sent.model_copy(update={"profile": "other/00000000"})
    assert paper_of(elsewhere, kept, Language.NL) == BLANK
