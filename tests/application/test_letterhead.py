"""The house style in a profile: a logo that brings nothing along, a colour that can be read."""

from pathlib import Path

import pytest

from griffie.application.controller.house_style import contrast_on_white
from griffie.application.controller.load_profile import UnreadableProfileError, load_profile
from griffie.application.controller.logo import LARGEST
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.profile_file import profile_text
from griffie.application.dossier.profiles import canonical_profile
from griffie.application.letters.letterhead import house_style
from griffie.domain.law import Language
from tests.given.logos import SVG, office, png

HOSTILE = {
    "script": '<script xmlns="http://www.w3.org/2000/svg">1</script>',
    "handler": '<path d="M0 0" onclick="x()"/>',
    "picture elsewhere": '<image href="https://evil.example/a.png"/>',
    "reference": '<path d="M0 0" fill="url(https://evil.example/a)"/>',
    "import": "<style>@import 'https://evil.example/a.css';</style>",
    "hidden by an escape": "<style>.a{fill:u\\72l(//evil.example/a)}</style>",
    "font in a style": "<style>.a{src:url('//evil.example/a')}</style>",
    "a page inside": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    "nested uses": '<use href="#a"/>',
    "words": "<text>Voorbeeld</text>",
    "link": '<g xmlns:x="http://www.w3.org/1999/xlink" x:href="//evil.example"/>',
    "base": '<g xml:base="//evil.example"/>',
    "style sheet": "<?xml-stylesheet href='//evil.example/a.css'?>",
}


def loaded(folder: Path, logo: str = "logo.svg", octets: bytes | None = None) -> ControllerProfile:
    return load_profile(office(folder, logo, octets or SVG.encode()))


@pytest.mark.parametrize(("logo", "media"), [("a.svg", "image/svg+xml"), ("a.png", "image/png")])
def test_a_logo_lies_beside_the_profile(tmp_path: Path, logo: str, media: str) -> None:
    profile = loaded(tmp_path, logo, SVG.encode() if logo.endswith("svg") else png())

    style = house_style(profile, Language.FR)
    assert style.logo is not None
    assert style.logo.media_type == media
    assert style.logo_says == "Voorbeeld, een V in een vierkant"
    assert style.colour == "#1f2f6b"
    assert style.foot == "Ouvert les jours ouvrables"
    assert house_style(profile, Language.DE).foot == "Open op werkdagen"


def test_an_svg_may_say_that_it_is_xml(tmp_path: Path) -> None:
    assert loaded(tmp_path, octets=b'<?xml version="1.0"?>\n' + SVG.encode()).letterhead.logo


def test_another_logo_is_another_version_and_its_octets_stay_out_of_the_store(
    tmp_path: Path,
) -> None:
    before = loaded(tmp_path)
    after = loaded(tmp_path, octets=SVG.replace("f5b942", "ffffff").encode())

    assert before.version != after.version
    assert b"M16 16" not in canonical_profile(before)
    kept = ControllerProfile.model_validate_json(canonical_profile(before))
    assert kept.version == before.version
    assert house_style(kept, Language.NL).logo is None  # a letter is written from the file alone


def test_a_profile_without_a_house_style_keeps_its_version() -> None:
    assert b"letterhead" not in canonical_profile(ControllerProfile(slug="small"))


def test_the_file_that_settings_hands_out_names_the_same_logo(tmp_path: Path) -> None:
    profile = loaded(tmp_path)
    again = tmp_path / "new.toml"
    again.write_text(profile_text(profile), "utf-8")

    assert 'logo = "logo.svg"' in again.read_text("utf-8")
    assert load_profile(again) == profile


def test_what_a_picture_says_of_itself_is_left_behind(tmp_path: Path) -> None:
    profile = loaded(tmp_path, "logo.png", png(note="Jan Janssens, thuis"))

    assert profile.letterhead.logo is not None
    assert b"Janssens" not in profile.letterhead.logo.octets


@pytest.mark.parametrize("what", HOSTILE)
def test_an_svg_that_is_more_than_a_picture_is_refused(tmp_path: Path, what: str) -> None:
    changed = SVG.replace("</svg>", f"{HOSTILE[what]}</svg>")

    with pytest.raises(UnreadableProfileError) as refused:
        loaded(tmp_path, octets=changed.encode())

    assert "letterhead.logo" in str(refused.value)
    assert "evil" not in str(refused.value)


@pytest.mark.parametrize(
    ("logo", "octets"),
    [
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.encode()),
        ("logo.svg", b"\xff\xfe"),
        ("logo.svg", b"<svg/>"),
        ("logo.svg", b"<?xml-stylesheet href='//evil.example/a.css'?>" + SVG.encode()),
        ("logo.svg", b" " * (LARGEST + 1)),
        ("logo.png", SVG.encode()),
        ("logo.png", png()[:60]),
        ("logo.png", png((2001, 1))),
        ("logo.gif", b"GIF89a"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(tmp_path: Path, logo: str, octets: bytes) -> None:
    with pytest.raises(UnreadableProfileError, match=r"letterhead\.logo"):
        loaded(tmp_path, logo, octets)


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/logo.svg", "away.svg", "x\\u0000.svg", ""])
def test_a_logo_lies_nowhere_else(tmp_path: Path, name: str) -> None:
    profile = office(tmp_path, "logo.svg", SVG.encode())
    profile.write_text(profile.read_text("utf-8").replace("logo.svg", name), "utf-8")

    with pytest.raises(UnreadableProfileError, match=r"letterhead\.logo"):
        load_profile(profile)


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)]
)
def test_the_contrast_is_that_of_the_guidelines(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffd700", "#777777", "navy", "#12", "#1f2f6b; x"])
def test_a_colour_that_cannot_be_read_is_refused(tmp_path: Path, colour: str) -> None:
    profile = office(tmp_path, "logo.svg", SVG.encode())
    profile.write_text(profile.read_text("utf-8").replace("#1F2F6B", colour), "utf-8")

    with pytest.raises(UnreadableProfileError, match=r"letterhead\.colour"):
        load_profile(profile)
