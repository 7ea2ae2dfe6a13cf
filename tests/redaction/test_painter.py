"""What lies under a cover is in no copy, whichever program looks for it."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from griffie.application.redaction.covers import SOLID, Area, Covers, UnreadableDocumentError
from griffie.infrastructure.redaction.redactor import PaintedRedactor
from tests.given.papers import ABOVE, AREA, BLOCK, pdf, picture
from tests.given.pdf import words

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
REDACTOR = PaintedRedactor()
THERE, MIDDLE = Covers((Area(**AREA),)), Covers((Area(**BLOCK),))


def ink(pdf_octets: bytes, top: float, bottom: float) -> int:
    """How many dark pixels lie between two heights (thousandths) of the first page."""
    opened = pypdfium2.PdfDocument(pdf_octets)
    drawn = opened[0].render(scale=1).to_pil().convert("L")
    opened.close()
    strip = drawn.crop(
        (0, int(drawn.height * top / 1000), drawn.width, int(drawn.height * bottom / 1000))
    )
    return sum(count for shade, count in enumerate(strip.histogram()) if shade < 128)


def test_a_word_under_a_cover_is_in_no_copy() -> None:
    made = REDACTOR.redact(pdf("Piet Geheim"), PDF, THERE)

    assert "Piet Geheim" in words(pdf("Piet Geheim"))
    assert (made.media_type, made.places) == (PDF, 1)
    assert words(made.octets) == ""
    assert b"Geheim" not in made.octets
    with pikepdf.open(BytesIO(made.octets)) as opened:
        assert not opened.check_pdf_syntax()
        assert "/Metadata" not in opened.Root
        assert len(opened.docinfo) == 0
        assert len(opened.pages) == 1


def test_what_is_not_covered_can_still_be_seen() -> None:
    plain, made = pdf(), REDACTOR.redact(pdf(), PDF, THERE).octets

    assert ABOVE in words(plain)
    assert ink(made, 60, 110) == pytest.approx(ink(plain, 60, 110), rel=0.35)
    assert ink(made, 60, 110) > 100
    assert ink(made, 125, 170) > 15_000  # black


@pytest.mark.parametrize("other", ["Jan Iemand Anders", "x", "王", ""])
def test_two_pdfs_that_differ_under_the_cover_alone_give_equal_copies(other: str) -> None:
    one, two = (REDACTOR.redact(pdf(secret), PDF, THERE) for secret in ("Piet Geheim", other))

    assert one == two


@pytest.mark.parametrize(("kind", "media"), [("PNG", PNG), ("JPEG", JPEG)])
def test_two_pictures_that_differ_under_the_cover_alone_give_equal_copies(
    kind: str, media: str
) -> None:
    one, two = (REDACTOR.redact(picture(kind, shade), media, MIDDLE) for shade in (40, 210))

    assert picture(kind, 40) != picture(kind, 210)
    assert one == two
    assert one.media_type == media
    assert b"Geheim" not in one.octets
    with Image.open(BytesIO(one.octets)) as opened:
        assert opened.size == (320, 200)
        assert opened.convert("RGB").getpixel((160, 96)) == (0, 0, 0)


def test_words_are_covered_wherever_they_stand() -> None:
    made = REDACTOR.redact(
        pdf("Piet Geheim", pages=3), PDF, Covers(words=("piet  GEHEIM", "pagina"))
    )
    none = REDACTOR.redact(pdf(), PDF, Covers(words=("Niemand",)))

    assert made.places == 3  # once, and on two more pages
    assert none.places == 0


def test_a_text_keeps_its_words_but_those() -> None:
    text = "Piet Geheim schreef.\nEn piet\n  GEHEIM tekende; Piet niet."

    made = REDACTOR.redact(
        text.encode(), "text/plain; charset=utf-8", Covers(words=("Piet Geheim",))
    )
    short = REDACTOR.redact(b"Jo schreef. En Jo tekende", "text/plain", Covers(words=("Jo",)))

    assert made.octets.decode() == f"{SOLID} schreef.\nEn {SOLID} tekende; Piet niet."
    assert made.places == 2
    assert short.octets.decode() == f"{SOLID} schreef. En {SOLID} tekende"  # as long for Jo


def test_a_page_is_shown_with_its_covers() -> None:
    shown = REDACTOR.show(pdf(pages=3), PDF, 1, THERE)

    assert shown.pages == 3
    with Image.open(BytesIO(shown.jpeg)) as opened:
        pixel = opened.convert("L").getpixel((opened.width // 2, opened.height * 150 // 1000))
    assert isinstance(pixel, int)
    assert pixel < 20


def test_what_was_only_hidden_goes_as_well() -> None:
    with pikepdf.open(BytesIO(pdf())) as opened:
        opened.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[10, 10, 30, 30],
                    Contents="Piet Geheim in een notitie",
                    F=2,  # hidden
                )
            ]
        )
        written = BytesIO()
        opened.save(written)

    made = REDACTOR.redact(written.getvalue(), PDF, THERE).octets

    assert b"notitie" in written.getvalue()
    assert b"notitie" not in made


def locked() -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as opened:
        opened.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("octets", "media"),
    [
        (b"%PDF-1.7\nnothing", PDF),
        (pdf()[:900], PDF),
        (locked(), PDF),
        (b"PK\x03\x04", "application/zip"),
        (picture("PNG"), JPEG),
        (b"\xff\xfe\x00", "text/plain"),
        (b"", PNG),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(octets: bytes, media: str) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        REDACTOR.redact(octets, media, THERE)

    assert "Geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("octets", "media"), [(pdf(), PDF), (picture("PNG"), PNG), (b"Een tekst.", "text/plain")]
)
def test_a_cover_on_a_page_that_is_not_there_hides_nothing_and_is_refused(
    octets: bytes, media: str
) -> None:
    with pytest.raises(UnreadableDocumentError):
        REDACTOR.redact(octets, media, Covers((Area(2, 0, 0, 1000, 1000),), ("Een",)))


def test_a_picture_that_unpacks_to_far_more_than_it_says_ends() -> None:
    written = BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG")

    with pytest.raises(UnreadableDocumentError, match="too large"):
        REDACTOR.redact(written.getvalue(), PNG, MIDDLE)


def test_the_painter_is_a_process_of_its_own_without_our_environment() -> None:
    asked = (
        b'{"do": "redact", "media_type": "application/pdf", "areas": [], "words": [], "page": 1}\n'
    )
    painter = [sys.executable, "-I", "-m", "griffie.infrastructure.redaction.painter"]

    done = subprocess.run(painter, input=asked + b"%PDF-", capture_output=True, check=False, env={})

    assert done.returncode == 3
    assert done.stderr == b""
    assert b"because" in done.stdout
