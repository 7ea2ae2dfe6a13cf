"""The language of what a colleague passed on is that of who asks, not of the colleague."""

import pytest

from tests.mail.made import made, part, parted, read

COLLEAGUE = "Kris Vos <kris.vos@iassist.be>"
NOTE = "Zie hieronder, is dit iets voor jullie? Ik heb er niets mee gedaan.\n\n"
FRENCH = "Bonjour,\n\nVeuillez effacer toutes mes données.\nMerci d'avance"
GERMAN = "Guten Tag,\n\nich möchte wissen, welche Daten Sie über mich gespeichert haben.\nDanke"
PROGRAMS = {
    "Outlook": "Van: Léa Dupont <lea@x.be>\nVerzonden: donderdag 8 oktober 2026 09:12\n"
    "Aan: Kris Vos\nOnderwerp: uw gegevens van het account\n\n{words}",
    "Gmail": "---------- Doorgestuurd bericht ---------\nVan: Léa Dupont <lea@x.be>\n"
    "Date: do 8 okt 2026 om 09:12\nSubject: vraag\nTo: <kris.vos@iassist.be>\n\n{words}",
    "Thunderbird": "-------- Doorgestuurd bericht --------\nOnderwerp: \tvraag\n"
    "Datum: \tThu, 8 Oct 2026 09:12:00 +0200\nVan: \tLéa Dupont <lea@x.be>\n"
    "Aan: \tkris.vos@iassist.be\n\n{words}",
    "Apple Mail": "Begin doorgestuurd bericht:\n\n> Van: Léa Dupont <lea@x.be>\n"
    "> Datum: 8 oktober 2026 om 09:12:11 CEST\n> Onderwerp: vraag\n>\n> {quoted}",
    "a reply above": "Op do 8 okt 2026 om 09:12 schreef Léa Dupont <lea@x.be>:\n> {quoted}",
    "a long line above": "Op donderdag 8 oktober 2026 om 09:12 schreef Léa Dupont\n<lea@x.be>:\n"
    "\n> {quoted}",
}


@pytest.mark.parametrize("header", ["", "nl-BE"])
@pytest.mark.parametrize(("words", "language"), [(FRENCH, "fr"), (GERMAN, "de")])
@pytest.mark.parametrize("program", PROGRAMS)
def test_what_stands_below_the_note_of_a_colleague(
    program: str, words: str, language: str, header: str
) -> None:
    below = PROGRAMS[program].format(words=words, quoted=words.replace("\n", "\n> "))

    mail = read(made(NOTE + below, From=COLLEAGUE, Content_Language=header))

    assert (mail.sender_email, mail.language) == ("lea@x.be", language)


def test_what_is_attached_speaks_for_itself_and_its_header_is_heard() -> None:
    inner = "From: lea@x.be\r\nDate: Thu, 8 Oct 2026 09:12:00 +0200\r\n{header}\r\n{words}"
    note = part(NOTE)

    def language(header: str, words: str) -> str | None:
        attached = part(inner.format(header=header, words=words), "message/rfc822")
        return read(parted("mixed", note, attached, From=COLLEAGUE, Content_Language="nl")).language

    assert language("", FRENCH) == "fr"
    assert language("", GERMAN) == "de"
    assert language("Content-Language: en\r\n", "OK?") == "en"


def test_who_answers_below_a_letter_of_ours_is_not_passed_on() -> None:
    ours = "Le 8 oct. 2026 à 09:12, iAssist <info@iassist.be> a écrit :\n> Beste mevrouw, wij"
    raw = made(f"{FRENCH}\n\n{ours} hebben uw vraag goed ontvangen en zoeken alles op voor u.")

    assert read(raw).language == "fr"
