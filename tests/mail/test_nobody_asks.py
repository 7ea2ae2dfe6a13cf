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
    "Wij hebben uw bericht goed ontvangen. Uw ticketnummer is 77. Wij antwoorden binnen 2 dagen.",
    "Nous avons bien reçu votre message et vous répondrons dans les meilleurs délais.",
    "Vielen Dank. Wir haben Ihre Anfrage erhalten und bearbeiten sie schnellstmöglich.",
    "We have received your request and will get back to you within 24 hours.",
    "Jan Claes werkt niet langer voor ons. Uw mail wordt niet doorgestuurd.",
    "Jean Petit ne fait plus partie de la société. Veuillez contacter jim@societe.example.",
    "Herr Weiß ist nicht mehr bei uns tätig. Ihre E-Mail wird nicht weitergeleitet.",
    "Jim no longer works here. Your email will not be forwarded.",
    "Deze mailbox wordt niet meer gelezen. Gebruik voortaan jan@nieuw.example.",
    "Cette boîte n'est plus consultée. Merci d'utiliser jean@nouveau.example.",
    "Bedankt voor je mail! Ik geniet van mijn verlof en lees mijn mails vanaf 16 november weer.",
    "Vielen Dank für Ihre Nachricht. Ich bin derzeit in Elternzeit.",
    "Ik werk niet op woensdag. Ik beantwoord uw mail zo snel mogelijk.",
    "Je ne travaille pas le mercredi. Je vous répondrai dès mon retour.",
    "Wegens ziekte ben ik momenteel niet bereikbaar.",
    "Nos bureaux sont fermés du 9 au 13 novembre inclus.",
    "Unser Büro ist bis 13. November geschlossen.",
    "Your message is being held because your address is not on my list.",
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
    ("Re: uw brief", "Wij hebben uw bericht goed ontvangen maar u vergat de bijlage."),
    ("Re: lettre", "J'ai bien reçu votre message. Il manque la pièce jointe."),
    ("Re: uw brief", "Ik werk niet langer bij uw bedrijf en lees die mailbox niet meer."),
    ("Re: uw brief", "Mijn vorige mail werd niet gelezen, vrees ik."),
    ("Re: letter", "I fear my last email was not read by anyone at your office."),
    ("Re: uw brief", "Mijn vraag werd niet doorgestuurd naar uw collega. Hier nog eens mijn eID."),
    ("Re: uw brief", "Uw kantoor was gesloten van 9 tot 11. Ik kom morgen met mijn eID."),
    ("Re: lettre", "Vous n'avez pas lu mon message."),
    ("Re: uw brief", "Mijn oude mailbox wordt niet meer gelezen, gebruik dit adres."),
    ("Re: uw brief", "Mijn man werkt niet langer bij ons thuis, schrijf naar jan@nieuw.example."),
    ("Auto: mijn wagen", "Hoelang bewaart u de gegevens over mijn wagen en mij?"),
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


@pytest.mark.parametrize("subject", ["Auto: Re: Uw verzoek om inzage", "Auto: uw brief"])
def test_a_program_that_begins_its_subject_so_answers(subject: str) -> None:
    mail = made("Ik ben er even niet. Tot 16/11.", Subject=subject, **IN_REPLY)

    assert codes(read(mail)) == {"automatic"}
    assert not read(mail.replace(b"In-Reply-To", b"X-Other")).automatic  # perhaps about a car


def test_what_a_program_tells_in_an_answer_is_no_request_though_our_subject_names_a_right() -> None:
    mail = made("Ik ben afwezig tot 20 november.", Subject="Re: Uw verzoek om inzage", **IN_REPLY)

    assert codes(read(mail)) == {"automatic"}


@pytest.mark.parametrize(
    "subject",
    [
        "Report domain: iassist.be Submitter: mail.example Report-ID: 123",
        "Report Domain: iassist.be Submitter: mail.example Report-ID: <1@mail.example>",
        "[Preview] Report Domain: iassist.be Submitter: mail.example Report-ID: 1",
    ],
)
def test_a_report_on_our_domain_asks_nothing(subject: str) -> None:
    assert codes(read(made("", Subject=subject, From="dmarc@mail.example"))) == {"automatic"}


def test_who_sends_the_requests_of_many_in_bulk_is_no_machine_where_a_right_is_invoked() -> None:
    asks, sells = "Je demande la suppression de mes données.", "Deze week: alles over tuinhuizen."

    assert not read(made(asks, Precedence="bulk")).automatic
    assert read(made(sells, Precedence="bulk")).automatic
    assert read(made(asks, Precedence="bulk", **IN_REPLY)).automatic


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
