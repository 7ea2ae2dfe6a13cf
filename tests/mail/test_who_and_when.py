"""Who asks, since when, and whether anybody asks at all."""

from datetime import UTC, date

import pytest

from griffie.domain.law.deadlines import civil_date
from tests.mail.made import WISH, codes, made, part, parted, read

AN = "an.peeters@example.be"
ASKERS = [
    # what is odd about it, who asks, the remarks
    ({"From": "Website <noreply@iassist.be>", "Reply_To": f"An <{AN}>"}, AN, {"own_sender"}),
    ({"From": "Website <web@shop.iassist.be>", "Reply_To": AN}, AN, {"own_sender"}),
    ({"From": "Formulier <noreply@forms.example>", "Reply_To": f"An <{AN}>"}, AN, {"other_sender"}),
    (
        {
            "From": "An via Lijst <lijst@groups.example>",
            "X_Original_From": f"An <{AN}>",
            "List_Id": "<lijst.groups.example>",
        },
        AN,
        {"other_sender"},
    ),
    (
        {"From": "An via Lijst <lijst@lists.iassist.be>", "List_Id": "<lijst.lists.iassist.be>"},
        "",
        {"own_sender"},
    ),
    ({"Reply_To": "Elders <elders@other.example>"}, AN, set()),
    ({"Reply_To": '"An Peeters"'}, AN, set()),
    ({"Sender": "Secretariaat <sec@example.be>"}, AN, set()),
    ({"From": "An Peeters", "Reply_To": AN}, AN, {"no_sender", "header_mended"}),
    ({"From": "", "Sender": f"An <{AN}>"}, AN, {"no_sender"}),
    ({"From": "", "Return_Path": f"<{AN}>"}, AN, {"no_sender"}),
    ({"From": ""}, "", {"no_sender"}),
    ({"From": "undisclosed"}, "", {"no_sender", "header_mended"}),
    ({"From": f"An <{AN}>, Jan <jan@example.be>"}, AN, {"two_authors"}),
    ({"From": f"An <{AN}>, An <{AN}>"}, AN, set()),
    ({"From": "Kris <kris@iassist.be>"}, "kris@iassist.be", {"own_sender"}),
    ({"From": "Iemand <iemand@gmail.com>"}, "iemand@gmail.com", set()),
    ({"From": f"Afdeling: An <{AN}>;"}, AN, set()),
]


@pytest.mark.parametrize(("odd", "who", "remarks"), ASKERS)
def test_who_asks(odd: dict[str, str], who: str, remarks: set[str]) -> None:
    mail = read(made(**odd))

    assert mail.sender_email == who
    assert codes(mail) == remarks


FORMS = [
    f"Naam: An Peeters\nE-mail: {AN}\nBericht: {WISH}",
    f"Nom : An Peeters\nCourriel : {AN}\nMessage : Effacez mes données.",
    f"Name: An Peeters\nE-Mail-Adresse: {AN}\nNachricht: Löschen Sie meine Daten.",
    f"Name: An Peeters\nEmail address: {AN}\nMessage: Erase my data.",
]


@pytest.mark.parametrize("words", FORMS)
def test_a_form_without_a_header_names_the_person_in_its_fields(words: str) -> None:
    mail = read(made(words, From="Website <noreply@iassist.be>", Auto_Submitted="auto-generated"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert (codes(mail), mail.automatic) == ({"own_sender"}, False)


PASSED_ON = [
    (
        "-----Oorspronkelijk bericht-----\n"
        "Van: An Peeters <{an}>\n"
        "Verzonden: donderdag 8 oktober 2026 09:12\n"
        "Aan: Kris Vos\n"
        "Onderwerp: inzage\n"
        "\n"
        "Graag inzage."
    ),
    (
        "-----Message d'origine-----\n"
        "De : An Peeters <{an}>\n"
        "Envoyé : jeudi 8 octobre 2026 09:12\n"
        "À : Kris Vos\n"
        "Objet : accès\n"
        "\n"
        "Je demande l'accès."
    ),
    (
        "-----Ursprüngliche Nachricht-----\n"
        "Von: An Peeters <{an}>\n"
        "Gesendet: Donnerstag, 8. Oktober 2026 09:12\n"
        "An: Kris Vos\n"
        "Betreff: Auskunft\n"
        "\n"
        "Ich bitte um Auskunft."
    ),
    (
        "-----Original Message-----\n"
        "From: An Peeters <{an}>\n"
        "Sent: Thursday, October 8, 2026 9:12 AM\n"
        "To: Kris Vos\n"
        "Subject: access\n"
        "\n"
        "Please send me a copy."
    ),
    (
        "---------- Forwarded message ---------\n"
        "Van: An Peeters <{an}>\n"
        "Date: do 8 okt 2026 om 09:12\n"
        "Subject: inzage\n"
        "To: <kris.vos@iassist.be>\n"
        "\n"
        "Graag inzage."
    ),
    (
        "Begin doorgestuurd bericht:\n"
        "\n"
        "Van: An Peeters <{an}>\n"
        "Onderwerp: inzage\n"
        "Datum: 8 oktober 2026 om 09:12:03 CEST\n"
        "Aan: Kris Vos\n"
        "\n"
        "Graag inzage."
    ),
    (
        "-------- Weitergeleitete Nachricht --------\n"
        "Betreff: Auskunft\n"
        "Datum: Thu, 8 Oct 2026 09:12:00 +0200\n"
        "Von: An Peeters <{an}>\n"
        "An: kris.vos@iassist.be\n"
        "\n"
        "Ich bitte um Auskunft."
    ),
    (
        "*Van:* An Peeters [mailto:{an}]\n"
        "*Verzonden:* 8/10/2026 9:12\n"
        "*Aan:* Kris Vos\n"
        "\n"
        "Graag inzage."
    ),
    ("> Van: An Peeters <{an}>\n> Datum: 08-10-2026 09:12\n> Aan: Kris\n>\n> Graag inzage."),
    ("Op do 8 okt. 2026 om 09:12 schreef An Peeters <{an}>:\n\n> Graag inzage."),
    ("Le jeu. 8 oct. 2026 à 09:12, An Peeters <{an}> a écrit :\n\n> Je demande l'accès."),
    ("Am 08.10.2026 um 09:12 schrieb An Peeters <{an}>:\n\n> Ich bitte um Auskunft."),
    ("On Thu, 8 Oct 2026 at 09:12, An Peeters\n<{an}> wrote:\n\n> Please send me a copy."),
    (
        "Van: Jo Baas <jo@iassist.be>\n"
        "Verzonden: 9 oktober 2026\n"
        "Aan: Kris\n"
        "\n"
        "Voor jou.\n"
        "\n"
        "Van: An Peeters <{an}>\n"
        "Verzonden: 8 oktober 2026\n"
        "Aan: Jo\n"
        "\n"
        "Graag inzage."
    ),
]


@pytest.mark.parametrize("inside", PASSED_ON)
def test_what_a_colleague_passed_on_is_of_who_wrote_it_and_of_that_day(inside: str) -> None:
    words = "Zie hieronder.\n\n" + inside.format(an=AN)
    mail = read(made(words.replace("\n", "\r\n"), From="Kris Vos <kris.vos@iassist.be>"))

    assert (mail.sender_name, mail.sender_email) == ("An Peeters", AN)
    assert mail.received_at is not None
    assert civil_date(mail.received_at) == date(2026, 10, 8)
    assert codes(mail) == {"passed_on", "date_supposed"}
    assert mail.from_email == "kris.vos@iassist.be"


def test_who_passes_on_from_outside_is_who_asks() -> None:
    words = "Mijn vraag.\n\n" + PASSED_ON[0].format(an="ander@example.be")

    assert read(made(words)).sender_email == AN


def test_a_day_after_the_mail_itself_is_not_believed() -> None:
    words = PASSED_ON[0].format(an=AN).replace("8 oktober", "8 december")
    mail = read(made(words, From="Kris Vos <kris.vos@iassist.be>"))

    assert str(mail.received_at)[:10] == "2026-11-05"


def test_a_mail_in_a_mail_in_a_mail_is_of_the_first_person_outside() -> None:
    person = f"From: An <{AN}>\r\nReceived: from o.be by mx.iassist.be; Thu, 8 Oct 2026 09:12:00"
    inner = part(f"{person} +0200\r\n\r\nGraag inzage.", "message/rfc822")
    middle = "From: Jo <jo@iassist.be>\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
    middle += f"--c\r\n{inner}\r\n--c--\r\n"
    mail = read(parted("mixed", part(middle, "message/rfc822"), From="Kris <kris@iassist.be>"))

    assert (mail.sender_email, str(mail.received_at)[:10]) == (AN, "2026-10-08")
    assert "Graag inzage." in mail.text


OUT = "from out.example.be by mx.iassist.be; "
AGAIN = "from mx.iassist.be by store.iassist.example; "
ELSEWHERE = "from pc.example.be by out.example.be; "
DAYS = {n: f"{d}, {n} Nov 2026 10:00:00 +0100" for n, d in ((2, "Mon"), (3, "Tue"), (5, "Thu"))}
TRACES = [
    # the lines from the top, the day of November, whether it is supposed
    ([OUT + DAYS[5]], 5, False),
    ([AGAIN + DAYS[5], OUT + DAYS[3]], 3, False),
    ([OUT + DAYS[5], OUT + DAYS[3]], 3, True),
    ([AGAIN + DAYS[5], OUT + DAYS[3], ELSEWHERE + DAYS[2]], 3, False),
    ([OUT + DAYS[5], ELSEWHERE + DAYS[3], OUT + DAYS[2]], 5, True),
    ([ELSEWHERE + DAYS[5], OUT + DAYS[2]], 5, True),
    ([ELSEWHERE + DAYS[3]], 3, True),
    ([AGAIN + "yesterday", OUT + DAYS[3]], 3, False),
    ([AGAIN + DAYS[5], OUT + "Thu, 1 Jan 1970 00:00:00 +0000"], 5, False),
    (["by mail.iassist.be (Postfix, from userid 33); " + DAYS[3]], 3, False),
    (["from [198.51.100.9] (helo by x) by MX.IASSIST.BE. with ESMTP; " + DAYS[3]], 3, False),
    (["from x by mx.iassist.be.evil.example; " + DAYS[3]], 3, True),
]


@pytest.mark.parametrize(("lines", "day", "supposed"), TRACES)
def test_a_mail_came_when_the_earliest_of_our_own_servers_in_a_row_says(
    lines: list[str],
    day: int,
    supposed: bool,  # noqa: FBT001
) -> None:
    head = "".join(f"Received: {line}\r\n" for line in lines).encode()
    mail = read(head + made(Received=""))

    assert mail.received_at is not None
    assert mail.received_at.astimezone(UTC).day == day
    assert ("date_supposed" in codes(mail)) is supposed


@pytest.mark.parametrize("sent", ["Thu, 1 Jan 1970 00:00:00 +0000", "yesterday", ""])
def test_a_day_that_is_not_credible_is_none(sent: str) -> None:
    mail = read(made(Received="", Date=sent))

    assert (mail.received_at, codes(mail)) == (None, {"date_supposed"})
