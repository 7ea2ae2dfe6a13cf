"""Mails that came by another road: sent on by a colleague as they were, by a form without address.

And instants whose zone is a word: before midnight that decides on the day.
"""

import pytest

from griffie.infrastructure.mail.text import read_instant
from tests.mail.made import codes, made, part, parted, read

COLLEAGUE = "Kris Vos <kris.vos@iassist.be>"
SENT_ON = {
    "Resent-From": COLLEAGUE,
    "Resent-Date": "Thu, 5 Nov 2026 09:58:00 +0100",
    "Date": "Thu, 8 Oct 2026 09:12:00 +0200",
}
EARLIER = (
    "from a by mx.iassist.be; Thu, 5 Nov 2026 10:00:00 +0100\r\n"
    "Received: from b by mx.iassist.be; Thu, 8 Oct 2026 09:13:00 +0200"
)


def test_what_a_colleague_sent_on_counts_since_it_was_written() -> None:
    mail = read(made(**SENT_ON))

    assert (mail.sender_email, str(mail.received_at)[:10]) == (
        "an.peeters@example.be",
        "2026-10-08",
    )
    assert codes(mail) == {"passed_on", "date_supposed"}


def test_our_hops_say_better_when_it_came_first() -> None:
    mail = read(made(**{**SENT_ON, "Received": EARLIER}))

    assert str(mail.received_at) == "2026-10-08 09:13:00+02:00"
    assert codes(mail) == {"passed_on"}


@pytest.mark.parametrize(
    "change", [{"Date": "Thu, 5 Nov 2037 09:12:00 +0100"}, {"Date": ""}, {"Date": "yesterday"}]
)
def test_a_day_that_is_not_credible_is_not_taken(change: dict[str, str]) -> None:
    mail = read(made(**{**SENT_ON, **change}))

    assert str(mail.received_at) == "2026-11-05 10:00:00+01:00"
    assert "passed_on" in codes(mail)


def test_what_others_sent_on_among_themselves_is_nothing_of_ours() -> None:
    mail = read(made(**{**SENT_ON, "Resent-From": "Els Claes <els@claes.example>"}))

    assert (str(mail.received_at)[:10], codes(mail)) == ("2026-11-05", set())


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("Naam: Els Claes\nTelefoon: 0470 11 22 33\nBericht: kopie graag", "Els Claes"),
        ("Prénom : Léa\nNom : Durand\nTéléphone : 02 123\nMessage : effacez tout", "Léa Durand"),
        ("Name\nKarl Weiß\n\nTelefon\n087 123\n\nNachricht\nBitte löschen", "Karl Weiß"),
    ],
)
def test_a_form_without_an_address_still_names_who_asks(fields: str, name: str) -> None:
    mail = read(made(fields, From="iAssist <noreply@iassist.be>"))

    assert (mail.sender_name, mail.sender_email) == (name, "")
    assert codes(mail) == {"own_sender", "no_sender"}


def test_a_colleague_who_types_a_name_is_no_form() -> None:
    mail = read(made("Naam: Els Claes\nGraag opvolgen.", From=COLLEAGUE))

    assert (mail.sender_email, codes(mail)) == ("kris.vos@iassist.be", {"own_sender"})


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("Thu, 5 Nov 2026 23:30:00 CET", "2026-11-05 23:30:00+01:00"),
        ("Thu, 8 Oct 2026 23:30:00 CEST", "2026-10-08 23:30:00+02:00"),
        ("Thu, 8 Oct 26 23:30:00 MEST", "2026-10-08 23:30:00+02:00"),
        ("Thu, 8 Oct 2026 23:30:00 BST", "2026-10-08 23:30:00+01:00"),
        ("Thu, 8 Oct 2026 23:30:00 EST", "2026-10-08 23:30:00-05:00"),
        ("Thu, 5 Nov 2026 23:30:00 +0100 (CET)", "2026-11-05 23:30:00+01:00"),
        ("Thu, 5 Nov 2026 23:30:00 -0000", "2026-11-05 23:30:00+00:00"),
    ],
)
def test_zones_by_name(written: str, instant: str) -> None:
    assert str(read_instant(written)) == instant


LETTER = part(
    "%PDF-1.7",
    "application/pdf; name=brief.pdf",
    Content_Disposition="attachment; filename=brief.pdf",
)
QUOTING = "Op 4 nov. 2026 om 10:00 schreef iAssist <info@iassist.be>:"
TOO_LONG = "Graag inzage in mijn gegevens, zoals u in mijn brief in bijlage leest. " * 4


@pytest.mark.parametrize(
    ("words", "elsewhere"),
    [
        ("Zie bijlage.\n\nAn Peeters", True),
        ("Geachte, bijgevoegd vindt u mijn verzoek. Met vriendelijke groet, An", True),
        ("Bonjour, ma demande ci-jointe. Cordialement", True),
        ("Veuillez trouver en annexe ma lettre.", True),
        ("Anbei mein Antrag. Mit freundlichen Grüßen", True),
        ("Please see the attached letter.", True),
        ("Wis alle gegevens over mij.", False),
        (TOO_LONG, False),
        (f"Wis alles.\n\n{QUOTING}\n> zie bijlage", False),
    ],
)
def test_words_that_point_at_a_letter_in_a_file_are_remarked(
    words: str,
    elsewhere: bool,  # noqa: FBT001
) -> None:
    mail = read(parted("mixed", part(words), LETTER))

    assert ("parts_differ" in codes(mail)) is elsewhere
    assert "parts_differ" not in codes(read(made(words)))  # no file: there is nothing to read


@pytest.mark.parametrize("written", ["<an @x.be>", "<an@ x.be>", "<an @ x.be>", "< an@x.be >"])
def test_white_space_around_the_at_of_an_address(written: str) -> None:
    mail = read(made(From=f"An Peeters {written}"))

    assert (mail.sender_name, mail.sender_email, codes(mail)) == ("An Peeters", "an@x.be", set())
