"""Head and foot of the controller: on the letter, in its PDF, and looked at in the settings."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import segno
from httpx2 import Response

from griffie.api.composition import Store, open_store
from griffie.api.papers.letter import headers
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.domain.law import Language
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.logos import SVG, office, png
from tests.given.pdf import attached, standards, tagged, words
from tests.given.story import receive

RECEIPT = {"kind": "acknowledgement"}


@pytest.fixture
def office_store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    profile = load_profile(office(tmp_path, "logo.svg", SVG.encode()))
    opened = open_store(tmp_path / "data", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


@pytest.fixture
def place(office_store: Store) -> str:
    return receive(signed_in(office_store, Role.HANDLER))


def letter(store: Store, place: str, **wanted: str) -> Response:
    return signed_in(store, Role.HANDLER).get(f"{place}/letter", params=RECEIPT | wanted)


def test_the_page_has_logo_colour_and_foot_and_asks_for_nothing(
    office_store: Store, place: str
) -> None:
    answer = letter(office_store, place)

    assert '<img class="logo" src="data:image/svg+xml;base64,' in answer.text
    assert 'alt="Voorbeeld, een V in een vierkant"' in answer.text
    assert "h1, h2 { color: #1f2f6b; }" in answer.text
    assert "<footer>Open op werkdagen</footer>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy == headers("#1f2f6b")["Content-Security-Policy"]
    assert policy != headers()["Content-Security-Policy"]
    assert "img-src data:;" in policy
    assert "http" not in policy


def test_the_receipt_stands_there_as_a_code_with_its_text(office_store: Store, place: str) -> None:
    answer = letter(office_store, place)

    note = re.search(r"<pre>(.*?)</pre>", answer.text, re.DOTALL)
    assert note is not None
    text = unescape(note[1])
    assert office_store.engine.log.compare(text)  # what the page of the audit says of it
    code = segno.make_qr(text, error="m")
    path = re.search(r'<path[^>]* d="([^"]+)"', code.svg_inline(omitsize=True))
    assert path is not None
    assert path[1] in answer.text


@pytest.mark.parametrize("language", Language)
def test_the_pdf_keeps_its_standards_and_carries_the_receipt(
    office_store: Store, place: str, language: Language
) -> None:
    made = letter(office_store, place, format="pdf", language=language).content

    assert standards(made) == {"A-3A", "UA-1"}
    assert "Voorbeeld, een V in een vierkant" in tagged(made)["Figure"]
    assert {"H1", "P", "Figure"} <= tagged(made).keys()
    said = "Ouvert les jours ouvrables" if language is Language.FR else "Open op werkdagen"
    assert said in words(made)
    ((name, octets),) = attached(made).items()
    assert re.fullmatch(r"receipt-[0-9A-Z-]+\.tlog-proof", name)
    assert octets.startswith(b"c2sp.org/tlog-proof@v1\n")
    assert name in words(made)


def test_a_png_stands_in_the_pdf_as_well(tmp_path: Path, clock: Clock) -> None:
    profile = load_profile(office(tmp_path, "logo.png", png((300, 120))))
    store = open_store(tmp_path / "data", profile=profile, clock=clock, demo=True)
    asked = {"language": "de", "format": "pdf"}

    made = at_console(store, Role.DPO).get("/settings/letter", params=asked).content

    assert standards(made) == {"A-3A", "UA-1"}
    assert tagged(made)["Figure"] == ["Voorbeeld, een V in een vierkant"]
    store.engine.close()


def test_no_other_letter_carries_a_receipt(office_store: Store, place: str) -> None:
    clerk = signed_in(office_store, Role.HANDLER)
    doubt = {"grounds": "Ander adres.", "asked_on": "2026-03-20", "asked_for": "Een antwoord."}
    assert clerk.post(f"{place}/doubt-identity", json=doubt).status_code == 200

    made = clerk.get(f"{place}/letter", params={"kind": "identity", "format": "pdf"}).content

    assert attached(made) == {}
    assert "Voorbeeld, een V in een vierkant" in tagged(made)["Figure"]


def test_the_letter_page_shows_the_same_head(office_store: Store, place: str) -> None:
    console = at_console(office_store, Role.HANDLER)

    shown = console.post(f"{page_of(place)}/letter", data=RECEIPT).text

    assert '<img src="/letterhead/logo" alt="Voorbeeld, een V in een vierkant">' in shown
    assert '<figure class="receipt"><svg aria-hidden="true"' in shown
    assert '<p class="foot">Open op werkdagen</p>' in shown


def test_the_logo_alone_runs_nothing(office_store: Store) -> None:
    answer = at_console(office_store, Role.INTAKE).get("/letterhead/logo")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.content == SVG.encode()


def test_without_a_logo_there_is_none(store: Store) -> None:
    page = seen(at_console(store, Role.ADMIN), "/settings")

    assert at_console(store, Role.ADMIN).get("/letterhead/logo").status_code == 404
    assert "The profile names no logo." in page


@pytest.mark.parametrize("language", Language)
def test_settings_show_how_a_letter_looks(office_store: Store, language: Language) -> None:
    dpo = at_console(office_store, Role.DPO)

    page = seen(dpo, "/settings")
    paper = dpo.get("/settings/letter", params={"language": language})
    pdf = dpo.get("/settings/letter", params={"language": language, "format": "pdf"})

    assert f'href="/settings/letter?language={language}"' in page
    assert '<img src="/letterhead/logo"' in page
    assert f'<html lang="{language}">' in paper.text
    assert paper.headers["content-security-policy"].startswith("default-src 'none'")
    assert standards(pdf.content) == {"A-3A", "UA-1"}


def test_who_manages_no_office_sees_no_specimen(office_store: Store) -> None:
    clerk = at_console(office_store, Role.HANDLER)

    assert clerk.get("/settings/letter").status_code == 403
    assert at_console(office_store, Role.DPO).get("/settings/letter?language=it").status_code == 400


def test_a_french_label_has_a_space_before_its_colon(office_store: Store, place: str) -> None:
    made = letter(office_store, place, format="pdf", language="fr").content

    assert "Date : 20 mars 2026" in words(made)
