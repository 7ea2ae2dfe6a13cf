"""Whether anybody asks: machines, people, what came back."""

import pytest

from tests.mail.made import codes, made, part, parted, read

AN = "an.peeters@example.be"
MACHINES = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-replied (vacation)"},
    {"Auto_Submitted": "auto-generated"},
    {"X_Autoreply": "yes"},
    {"X_Autorespond": "vraag"},
    {"Precedence": "auto_reply"},
    {"Precedence": "junk"},
    {"Return_Path": "<>"},
    {"X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent"},
    {"Subject": "Automatisch antwoord: uw brief"},
    {"Subject": "Réponse automatique : votre lettre"},
    {"Subject": "Automatische Antwort: Ihr Schreiben"},
    {"Subject": "Abwesenheitsnotiz"},
    {"Subject": "Out of Office: your letter"},
    {"Subject": "Automatic reply: your letter"},
    {"Content_Type": "multipart/report; report-type=disposition-notification; boundary=b"},
    {"From": "Mailer <MAILER-DAEMON@example.be>", "Subject": "iets"},
]
PEOPLE = [
    {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
    {"X_Auto_Response_Suppress": "All"},
    {"Auto_Submitted": "no"},
    {"Subject": "Re: Automatisch antwoord: uw brief"},
    {"Subject": "Gelezen: uw privacyverklaring"},
    {"Subject": "Out of office hours"},
    {"Precedence": "list", "List_Id": "<klanten.example>"},
    {"Precedence": "bulk", "List_Id": "<klanten.example>"},
    {"Return_Path": f"<{AN}>"},
    {"X_Mailer": "Microsoft Outlook 16.0"},
]


@pytest.mark.parametrize("odd", MACHINES)
def test_a_machine_wrote_it(odd: dict[str, str]) -> None:
    mail = read(made(In_Reply_To="<letter@iassist.be>", **odd))

    assert mail.automatic
    assert codes(mail) & {"automatic", "bounce"}


@pytest.mark.parametrize("odd", PEOPLE)
def test_a_person_wrote_it(odd: dict[str, str]) -> None:
    assert not read(made(**odd)).automatic


BOUNCES = [
    {"X_Failed_Recipients": AN},
    {"Return_Path": "<>", "Subject": "Undelivered Mail Returned to Sender"},
    {"From": "postmaster@example.be", "Subject": "Onbestelbaar: Ons antwoord"},
    {"From": "MAILER-DAEMON@example.be", "Subject": "failure notice"},
    {"Return_Path": "<>", "Subject": "Non remis : notre réponse"},
    {"Return_Path": "<>", "Subject": "Unzustellbar: Unsere Antwort"},
]


@pytest.mark.parametrize("odd", BOUNCES)
def test_a_message_of_ours_came_back(odd: dict[str, str]) -> None:
    mail = read(made("user unknown", **odd))

    assert (mail.bounce, mail.automatic, codes(mail)) == (True, True, {"bounce"})


def test_a_message_that_came_back_says_which_it_was() -> None:
    ours = "From: info@iassist.be\r\nMessage-ID: <letter-1@iassist.be>\r\n"
    ours += "Subject: Ons antwoord 7K3F9-Q2MXT\r\n\r\nUw kopie is bijgevoegd."
    told = part("Action: failed\r\n", "message/delivery-status")
    raw = parted("mixed", part("Vol."), told, part(ours, "message/rfc822"), Return_Path="<>")
    kind = b"multipart/report; report-type=delivery-status"
    mail = read(raw.replace(b"multipart/mixed", kind))

    assert (mail.bounce, mail.answers) == (True, ("<letter-1@iassist.be>",))
    assert mail.references == ("7K3F9-Q2MXT",)
    assert "bijgevoegd" not in mail.text


@pytest.mark.parametrize(
    ("action", "bounce"), [("failed", True), ("delayed", False), ("delivered", False)]
)
def test_what_is_delayed_or_arrived_did_not_come_back(action: str, bounce: bool) -> None:  # noqa: FBT001
    told = part(f"Action: {action}\r\n", "message/delivery-status")
    raw = parted("report", part("Vol."), told).replace(
        b"report;", b"report; report-type=delivery-status;"
    )
    mail = read(raw)

    assert (mail.bounce, mail.automatic) == (bounce, True)


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "text/plain"])
def test_what_came_back_in_part_says_which_it_was(kind: str) -> None:
    ours = part("From: info@iassist.be\r\nMessage-ID: <letter-1@iassist.be>\r\n", kind)
    raw = parted("report", part("Vol."), ours).replace(
        b"report;", b"report; report-type=delivery-status;"
    )

    assert read(raw).answers == ("<letter-1@iassist.be>",)
