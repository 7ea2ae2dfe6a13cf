"""Words that were encoded in another way than the mail says, or two times, or without saying so."""

from base64 import b64encode
from binascii import b2a_qp

import pytest

from griffie.infrastructure.mail.charset import decode
from tests.mail.made import codes, made, part, parted, read

WORDS = "Ik wil graag weten welke gegevens u over mij hebt opgeslagen, en waarom, en hoe lang nog."
ACCENTS = "Je demande l’effacement de mes données, à Liège, chère Sœur – merci."
LINES = b64encode(WORDS.encode()).decode()
QUOTED = b2a_qp(ACCENTS.encode()).decode()


def twice(text: str) -> str:
    """As a program writes it that took UTF-8 for windows-1252 and encoded it again."""
    octets = text.encode()
    return "".join(bytes([one]).decode("cp1252", "surrogateescape") for one in octets).translate(
        {0xDC00 + one: one for one in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
    )


@pytest.mark.parametrize("said", [ACCENTS, "été à l’école", "“naïef” — €5, prêt", "Größe, Straße"])
def test_letters_that_were_encoded_two_times_are_read_as_meant(said: str) -> None:
    mail = read(made(twice(said)))

    assert mail.text == said
    assert codes(mail) == {"charset_supposed"}


@pytest.mark.parametrize(
    "said",
    [
        "U schrijft JosÃ© Ã©n RenÃ© in plaats van José en René.",
        "LIBERTÉ\u00a0» et ÉGALITÉ’",
        "São Paulo, Ã, Â, NÃO",
        "één keer",
    ],
)
def test_letters_that_only_look_so_stand_as_they_are(said: str) -> None:
    assert read(made(said)).text == said


def test_a_name_that_was_encoded_two_times() -> None:
    mail = read(made(From=f"{twice('Zoë Crève')} <zoe@example.be>"))

    assert (mail.sender_name, codes(mail)) == ("Zoë Crève", {"charset_supposed"})


@pytest.mark.parametrize(
    ("named", "meant", "said"),
    [
        ("iso-8859-2", "cp1250", "Proszę usunąć moje dane – „teraz”"),
        ("iso-8859-7", "cp1253", "Διαγράψτε “όλα” τα δεδομένα μου"),
        ("iso-8859-13", "cp1257", "Ištrinkite „mano“ duomenis"),
    ],
)
def test_what_windows_writes_under_the_name_of_a_standard(
    named: str, meant: str, said: str
) -> None:
    assert decode(said.encode(meant), named) == (said, True)


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (LINES, "", WORDS),
        (LINES, "8bit", WORDS),
        (QUOTED, "", ACCENTS),
        (LINES[:20] + " " + LINES[20:] + "!!", "base64", WORDS),
    ],
)
def test_words_in_another_encoding_than_it_says(body: str, encoding: str, said: str) -> None:
    mail = read(made(body, Content_Transfer_Encoding=encoding))

    assert mail.text == said
    assert codes(mail) == {"header_mended"}


@pytest.mark.parametrize("body", ["a=b en c=3D: 1=1", "Ab" * 40, "x=41 y=42", "https://x.be/?a=C3"])
def test_words_that_only_look_encoded_stand_as_they_are(body: str) -> None:
    mail = read(made(body))

    assert (mail.text, codes(mail)) == (body, set())


def test_words_in_yenc() -> None:
    octets = bytes((one + 42) % 256 for one in WORDS.encode())
    body = b"=ybegin line=128 size=90 name=vraag.txt\r\n" + octets + b"\r\n=yend size=90\r\n"
    mail = read(made(b"Zie onder.\r\n" + body))

    assert WORDS in mail.text
    assert "=ybegin" not in mail.text
    assert [one.content.decode() for one in mail.attachments] == [WORDS]
    assert codes(mail) == {"parts_differ"}


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_mail_saved_in_utf_16_without_a_mark(codec: str) -> None:
    mail = read(made(ACCENTS).decode().encode(codec))

    assert (mail.sender_email, mail.text) == ("an.peeters@example.be", ACCENTS)


def test_white_space_above_the_headers() -> None:
    assert read(b" \t\r\n\r\n  \n" + made()).identity == read(made()).identity


def test_words_that_call_themselves_octets() -> None:
    mail = read(made(Content_Type="application/octet-stream"))
    file = read(parted("mixed", part("\x01\x02", "application/octet-stream")))

    assert "Wis alle gegevens over mij." in mail.text
    assert "parts_differ" in codes(mail)
    assert file.text == ""


def test_words_before_the_first_part_are_shown() -> None:
    notice = "This is a multi-part message in MIME format.\r\n"
    raw = parted("mixed", part("Groeten, An"))
    shown = read(raw.replace(b"\r\n\r\n--b", b"\r\n\r\nWis al mijn gegevens.\r\n--b", 1))
    usual = read(raw.replace(b"\r\n\r\n--b", b"\r\n\r\n" + notice.encode() + b"--b", 1))

    assert shown.text == "Wis al mijn gegevens.\n\nGroeten, An"
    assert "parts_differ" in codes(shown)
    assert (usual.text, codes(usual)) == ("Groeten, An", set())


def test_words_deeper_than_is_read_are_shown_as_they_came() -> None:
    inside = part("Wis alle gegevens over mij.")
    for number in range(50):
        kind = f'multipart/mixed; boundary="{number}"'
        inside = part(f"--{number}\r\n{inside}\r\n--{number}--", kind)
    head, _, body = inside.partition("\r\n\r\n")
    mail = read(made(body, Content_Type=head.removeprefix("Content-Type: ")))

    assert "Wis alle gegevens over mij." in mail.text
    assert "cut_off" in codes(mail)
