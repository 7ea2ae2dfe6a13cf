"""What asks nothing though no header says so; and people who write nearly the same."""

import pytest

from tests.mail.made import codes, made, part, parted, read

IN_REPLY = {"In_Reply_To": "<letter@iassist.be>"}
READ = [
    ("Gelezen: Ons antwoord", "Uw bericht\n\n Aan: An\n\nis gelezen op donderdag 5 november."),
    ("Lu : Notre réponse", "Votre message\n\n À : An\n\na été lu le jeudi 5 novembre 2026."),
    ("Gelesen: Antwort", "Ihre Nachricht\n\n An: An\n\nwurde am 5. November gelesen."),
    ("Read: Our answer", "Your message\n\n   To: an\n\nwas read on Thursday 5 November."),
    ("Not read: Our answer", "Your message\n\n   To: an\n\nwas deleted without being read."),
]
AWAY = [
    "Ik ben afwezig tot en met 20 november en heb geen toegang tot mijn mail.",
    "Bonjour,\n\nJe suis absente du bureau jusqu'au 20 novembre. En cas d'urgence: mes collègues.",
    "Guten Tag,\n\nich bin bis zum 20. November nicht im Büro.",
    "I am currently out of the office and will return on 20 November.",
    "Momenteel ben ik met verlof. Ik ben terug op 20 november.",
    "Ons kantoor is gesloten tot 20 november.",
    "Ik ben in verlof tot 20/11. Groeten An",
    "I'm OOO until Monday 20 November.",
    "Ich befinde mich im Urlaub und bin ab dem 20.11. wieder erreichbar.",
    "I'm travelling with limited access to email until 20 November.",
    "I will be out of the office starting 01/11/2026 and will not return until 20/11/2026.",
    "Dit is een automatisch antwoord, gelieve niet te antwoorden.",
    "Ceci est un message automatique, merci de ne pas y répondre.",
    "Dies ist eine automatisch generierte Nachricht.",
    "This is an automated response. Your ticket has been created.",
]
PEOPLE = [
    ("Gelezen: uw privacyverklaring", "Die werd gelezen door mijn advocaat."),
    ("Read this please", "The policy was read by my lawyer."),
    ("Re: uw brief", "Ik ben afwezig tot 20 november. Graag daarvoor een kopie van mijn gegevens."),
    ("Re: uw brief", "Ik ben afwezig tot 20 november. Kan het ook later?"),
    ("Re: uw brief", "Ik krijg altijd 'Dit is een automatisch antwoord'. Ik wil een mens spreken."),
    ("Re: uw brief", "Dank.\n\n> Dit is een automatisch antwoord, gelieve niet te antwoorden."),
    ("Re: uw brief", "Ik ben terug uit vakantie en stuur u hierbij mijn antwoord."),
    ("Re: uw brief", "Ik ben ziek geweest, daarom antwoord ik nu pas."),
    ("Re: Brief", "Ich bin einverstanden, bis Freitag."),
    ("Re: lettre", "Je suis absente du bureau jusqu'au 20 ; supprimez mes données avant."),
]


@pytest.mark.parametrize(("subject", "words"), READ)
def test_a_receipt_for_reading(subject: str, words: str) -> None:
    assert codes(read(made(words, Subject=subject))) == {"automatic"}


@pytest.mark.parametrize("words", AWAY)
def test_an_answer_that_only_says_who_is_away_or_that_a_program_wrote(words: str) -> None:
    assert codes(read(made(words, Subject="Re: brief", **IN_REPLY))) == {"automatic"}
    assert not read(made(words, Subject="brief")).automatic  # it answers nothing: a person reads


@pytest.mark.parametrize(("subject", "words"), PEOPLE)
def test_a_person_wrote_it(subject: str, words: str) -> None:
    assert not read(made(words, Subject=subject, **IN_REPLY)).automatic


def invited(words: str, method: str) -> bytes:
    entry = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n"
    return parted("alternative", part(words), part(entry, "text/calendar"))


def test_who_comes_to_a_meeting_asks_nothing() -> None:
    assert "automatic" in codes(read(invited("An Peeters heeft geaccepteerd", "REPLY")))
    assert not read(invited("Ik kom niet. Verwijder mijn gegevens.", "REPLY")).automatic
    assert not read(invited("Kunnen we praten?", "REQUEST")).automatic


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("", "550 5.1.1 User unknown: your message could not be delivered"),
        ("Re", "Ihre Nachricht konnte nicht zugestellt werden."),
        ("**Message you sent blocked by our bulk email filter**", "x"),
    ],
)
def test_what_came_back_without_a_word_in_its_subject(subject: str, words: str) -> None:
    mail = read(made(words, Subject=subject, From="MAILER-DAEMON@example.be"))

    assert (mail.bounce, codes(mail)) == (True, {"bounce"})


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Vertraagd: bericht nog niet bezorgd", "Uw bericht is vertraagd"),
        ("Warning", "could not be delivered yet. THIS IS A WARNING MESSAGE ONLY."),
    ],
)
def test_what_is_still_under_way_did_not_come_back(subject: str, words: str) -> None:
    mail = read(made(words, Subject=subject, From="MAILER-DAEMON@example.be"))

    assert (mail.bounce, codes(mail)) == (False, {"automatic"})
