"""What a colleague brings along: letters of several, of forms, and of colleagues before them."""

import pytest

from griffie.application.intake.hints import hints
from griffie.domain.law.deadlines import civil_date
from tests.mail.made import codes, made, part, parted, read

AN = "an.peeters@example.be"
KRIS = "Kris Vos <kris.vos@iassist.be>"
THEN = "from out.example.be by mx.iassist.be; Wed, 7 Oct 2026 23:30:00 +0000"
LETTER = {"Received": THEN, "Date": "Thu, 8 Oct 2026 01:29:00 +0200"}
"""Of half past one in Brussels."""
ABOVE = (
    "Van: {who}\nVerzonden: donderdag 8 oktober 2026 09:12\nAan: Kris Vos\n"
    "Onderwerp: vraag\n\n{said}"
)
FILLED_IN = f"Naam: An Peeters\nE-mail: {AN}\nBericht: Wat bewaart u over mij?"


def brings(*letters: bytes) -> bytes:
    inside = [b"Content-Type: message/rfc822\r\n\r\n" + one for one in letters]
    return parted("mixed", part("Zie."), *inside, From=KRIS)


def seen(raw: bytes) -> tuple[str, str, str]:
    mail = read(raw)
    return (
        mail.sender_name,
        mail.sender_email,
        str(mail.received_at and civil_date(mail.received_at)),
    )


def test_letters_of_two_persons_are_said_to_be_two() -> None:
    other = made(From="Bea Bos <bea@example.be>", **LETTER)
    both = brings(made(**LETTER), other)

    assert seen(both) == ("An Peeters", AN, "2026-10-08")
    assert codes(read(both)) == {"passed_on", "two_authors"}
    assert codes(read(brings(made(**LETTER), made("Nog iets.", **LETTER)))) == {"passed_on"}


def test_a_letter_that_brings_another_is_of_one_author() -> None:
    quoted = b"Content-Type: message/rfc822\r\n\r\n" + made(From="Winkel <promo@winkel.example>")
    letter = parted("mixed", part("Wie gaf mijn adres aan deze firma?"), quoted, **LETTER)

    letter = letter.replace(b"--b", b"--c").replace(b'"b"', b'"c"')
    assert codes(read(brings(letter))) == {"passed_on"}


FORMS = [
    ABOVE.format(who="Website iAssist <noreply@iassist.be>", said=FILLED_IN),
    ABOVE.format(who="Formulieren <noreply@forms.example>", said=FILLED_IN),
    ABOVE.format(
        who="Formulieren <noreply@forms.example>", said=f"An Peeters ({AN}) schrijft: wis"
    ),
]


@pytest.mark.parametrize("words", FORMS)
def test_who_filled_in_a_form_that_a_colleague_passed_on(words: str) -> None:
    raw = made("Kwam via de site:\n\n" + words, From=KRIS)

    assert seen(raw) == ("An Peeters", AN, "2026-10-08")
    assert codes(read(raw)) == {"passed_on", "date_supposed"}


def test_a_form_without_an_address_that_a_colleague_passed_on() -> None:
    words = ABOVE.format(who="Site <noreply@iassist.be>", said="Naam: An Peeters\nBericht: wis")
    raw = made(words, From=KRIS)

    assert seen(raw) == ("An Peeters", "", "2026-10-08")
    assert codes(read(raw)) == {"passed_on", "date_supposed", "no_sender"}


def test_a_form_or_a_forward_within_an_attached_mail_is_read_as_one_that_came_alone() -> None:
    form = made(FILLED_IN, From="Site <noreply@iassist.be>", **LETTER)
    answers = made("Wis alles.", From="Site <noreply@iassist.be>", Reply_To=f"An <{AN}>", **LETTER)
    forward = made(
        "Voor jou\n\n" + ABOVE.format(who=f"An Peeters <{AN}>", said="Wis alles."),
        From="Els Claes <els.claes@iassist.be>",
        Received="from a.iassist.example by mx.iassist.be; Mon, 12 Oct 2026 10:00:00 +0200",
    )

    assert seen(brings(form)) == ("An Peeters", AN, "2026-10-08")
    assert seen(brings(answers)) == ("An", AN, "2026-10-08")
    assert seen(brings(forward)) == ("An Peeters", AN, "2026-10-08")
    assert "passed_on" in codes(read(brings(forward)))


@pytest.mark.parametrize(("shown", "name"), [("René Lévêque", "René Lévêque"), ("Website", "")])
def test_a_form_that_shows_the_name_of_the_person_beside_its_own_address(
    shown: str, name: str
) -> None:
    mail = read(made(From=f"{shown} <info@iassist.be>", Reply_To="r.leveque@example.be"))

    assert (mail.sender_name, mail.sender_email) == (name, "r.leveque@example.be")


def test_the_name_behind_a_list_of_ours_that_a_colleague_passed_on() -> None:
    raw = made(ABOVE.format(who="'An Peeters' via Info <info@iassist.be>", said="Wis."), From=KRIS)

    assert seen(raw) == ("An Peeters", "", "2026-10-08")


def test_a_bounce_in_plain_parts_joins_what_it_brings_back() -> None:
    ours = b"Content-Type: message/rfc822\r\n\r\n" + made(Message_ID="<letter-1@iassist.be>")
    said = part("A message that you sent could not be delivered:\n\n  an@example.be: unknown")
    subject = "Mail delivery failed: returning message to sender"
    mail = read(parted("mixed", said, ours, From="Mailer-Daemon@example.be", Subject=subject))

    assert (mail.bounce, mail.answers) == (True, ("<letter-1@iassist.be>",))
    assert (mail.sender_email, codes(mail)) == ("Mailer-Daemon@example.be", {"bounce"})


def test_two_who_ask_at_once_by_their_names_are_two() -> None:
    said = [
        *(
            "Wij, An Peeters en Jan Claes, vragen elk een kopie.",
            "Wij, An en Jan Claes, willen inzage",
        ),
        "Nous, Léa Dubois et Paul Petit, demandons l'accès à nos données.",
        "Wir, Anna Klein und Karl Weiß, bitten um Auskunft.",
        "We, Jane Roe and John Doe, request access to our data.",
    ]
    one = ["Wij, Jansen en Zonen, vragen inzage.", "Wij, An en Jan, groeten u. Graag inzage."]

    assert [words for words in said if codes(read(made(words))) != {"two_authors"}] == []
    assert [words for words in one if codes(read(made(words)))] == []


def test_the_letters_that_html_names_itself() -> None:
    words = "<head><meta charset='iso-8859-15'></head><p>mes données, 5 €</p>".encode("iso-8859-15")

    assert read(made(words, Content_Type="text/html")).text == "mes données, 5 €"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("letter-1@iassist.be", ("<letter-1@iassist.be>",)),
        ("Your message of Thursday", ()),
        ("<letter-1@iassist.be>", ("<letter-1@iassist.be>",)),
    ],
)
def test_an_id_that_is_answered_without_its_brackets(said: str, found: tuple[str, ...]) -> None:
    assert read(made(In_Reply_To=said)).answers == found


def test_our_reference_is_found_where_a_program_left_a_mark_in_it() -> None:
    assert read(made("ref 7K3F9\u00ad-Q2MXT en 8K3F9\u200b-\u200bQ2MXT")).references == (
        *("7K3F9-Q2MXT", "8K3F9-Q2MXT"),
    )


def test_what_a_program_quotes_of_what_it_passes_on_may_invoke_a_right() -> None:
    passed_on = "Zie.\n\n---- Forwarded Message ----\nDe : An\n\n> Merci d'effacer mon compte."
    ours = "Dank u.\n\nOp 4 november schreef iAssist:\n> U hebt recht op inzage."

    assert [str(one.right) for one in hints(passed_on, None)] == ["erasure"]
    assert hints(ours, None) == ()
