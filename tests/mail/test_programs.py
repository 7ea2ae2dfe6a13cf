"""What came back, and what a program answered, in the words of many programs; and people."""

import pytest

from tests.mail.made import codes, made, read

BACK = {
    "postfix": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@mail.example.be (Mail Delivery System)",
        "Subject": "Undelivered Mail Returned to Sender",
        "Auto_Submitted": "auto-replied",
    },
    "exim": {
        "Return_Path": "<>",
        "From": "Mail Delivery System <Mailer-Daemon@mx.example.be>",
        "Subject": "Mail delivery failed: returning message to sender",
        "X_Failed_Recipients": "an.peeters@example.be",
    },
    "exim plain": {
        "Return_Path": "",
        "From": "Mail Delivery System <Mailer-Daemon@mx.example.be>",
        "Subject": "Mail delivery failed: returning message to sender",
    },
    "qmail": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@mx.example.be",
        "Subject": "failure notice",
    },
    "qmail norp": {"From": "MAILER-DAEMON@mx.example.be", "Subject": "failure notice"},
    "exchange nl": {
        "Return_Path": "<>",
        "From": "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.be>",
        "Subject": "Niet te bezorgen: Ons antwoord",
    },
    "exchange nl2": {"From": "postmaster@example.be", "Subject": "Onbestelbaar: Ons antwoord"},
    "exchange fr": {
        "From": "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.be>",
        "Subject": "Non remis : Notre réponse",
    },
    "exchange fr2": {
        "From": "postmaster@example.be",
        "Subject": "Échec de la remise : Notre réponse",
    },
    "exchange fr3": {
        "From": "postmaster@example.be",
        "Subject": "Notification d'état de remise (échec)",
    },
    "exchange de": {
        "From": "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.be>",
        "Subject": "Unzustellbar: Unsere Antwort",
    },
    "exchange en": {
        "From": "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.be>",
        "Subject": "Undeliverable: Our answer",
    },
    "gmail": {
        "Return_Path": "<>",
        "From": "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Subject": "Delivery Status Notification (Failure)",
        "X_Failed_Recipients": "an.peeters@example.be",
    },
    "gmail nl": {
        "Return_Path": "<>",
        "From": "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Subject": "Melding bezorgingsstatus (mislukt)",
    },
    "gmail de": {
        "From": "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Subject": "Benachrichtigung zum Zustellstatus (Fehlgeschlagen)",
    },
    "yahoo": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@yahoo.example",
        "Subject": "Failure Notice",
    },
    "sendmail": {
        "Return_Path": "<>",
        "From": "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.be>",
        "Subject": "Returned mail: see transcript for details",
    },
    "sendmail sub": {"From": "MAILER-DAEMON", "Subject": "Returned mail: User unknown"},
    "gmx": {
        "From": "GMX Mailer Daemon <mailer-daemon@gmx.example>",
        "Subject": "Mail delivery failed: returning message to sender",
    },
    "lotus": {
        "From": "Postmaster@example.be",
        "Subject": "DELIVERY FAILURE: User an not listed in Directory",
    },
    "groupwise": {"From": "postmaster@example.be", "Subject": "Message Status - Undeliverable"},
    "mimecast": {
        "Return_Path": "<>",
        "From": "postmaster@example.be",
        "Subject": "[Postmaster] Email Delivery Failure",
    },
    "amazon": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@amazonses.example",
        "Subject": "Delivery Status Notification (Failure)",
    },
    "telenet nl": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@telenet.example",
        "Subject": "Uw bericht kon niet worden afgeleverd",
    },
    "fr orange": {
        "Return_Path": "<>",
        "From": "postmaster@orange.example",
        "Subject": "Message non distribué",
    },
    "fr orange2": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@orange.example",
        "Subject": "Échec de livraison",
    },
    "de tonline": {
        "Return_Path": "<>",
        "From": "Mailer-Daemon@t.example",
        "Subject": "Nachricht konnte nicht zugestellt werden",
    },
    "de rueck": {
        "Return_Path": "<>",
        "From": "Mailer-Daemon@t.example",
        "Subject": "Zustellung fehlgeschlagen",
    },
    "no subject sign": {
        "Return_Path": "<>",
        "From": "Mail Administrator <Postmaster@x.example>",
        "Subject": "Mail System Error - Returned Mail",
    },
    "mailbox full": {
        "Return_Path": "<>",
        "From": "MAILER-DAEMON@x.example",
        "Subject": "Mailbox full",
    },
    "bounce@": {
        "From": "Bounce <bounce@x.example>",
        "Return_Path": "<>",
        "Subject": "Undeliverable mail",
    },
}
UNDER_WAY = [
    "Warning: message 1abc delayed 24 hours",
    "Delivery Status Notification (Delay)",
    "Melding bezorgingsstatus (vertraging)",
    "Notification d'état de remise (retard)",
    "Zustellstatus: verzögert",
]
ANSWERED = {
    "nl1": {"Subject": "Automatisch antwoord: Ons antwoord"},
    "nl2": {"Subject": "Afwezig: Ons antwoord"},
    "nl3": {"Subject": "Afwezigheidsmelding: x"},
    "nl4": {"Subject": "Niet aanwezig: x", "Auto_Submitted": "auto-replied"},
    "nl5": {"Subject": "Afwezigheidsbericht"},
    "nl6": {"Subject": "Buiten kantoor: uw bericht"},
    "nl7": {"Subject": "Automatische reactie: x"},
    "nl8": {"Subject": "Ik ben met vakantie Re: uw brief", "X_Autoreply": "yes"},
    "fr1": {"Subject": "Réponse automatique : x"},
    "fr2": {"Subject": "Absence du bureau : x"},
    "fr3": {"Subject": "Absent(e) du bureau : x"},
    "fr4": {"Subject": "Message d'absence : x"},
    "fr5": {"Subject": "Réponse automatique: x", "Precedence": "auto_reply"},
    "fr6": {"Subject": "Accusé de réception automatique : x"},
    "fr7": {"Subject": "Absence : x", "X_Autorespond": "x"},
    "fr8": {"Subject": "Je suis en congé : x", "Precedence": "bulk"},
    "de1": {"Subject": "Automatische Antwort: x"},
    "de2": {"Subject": "Abwesenheitsnotiz: x"},
    "de3": {"Subject": "Abwesend: x"},
    "de4": {"Subject": "Außer Haus: x"},
    "de5": {"Subject": "Autoreply: x"},
    "de6": {"Subject": "Abwesenheitsmeldung Re: x"},
    "de7": {"Subject": "Eingangsbestätigung: x"},
    "de8": {"Subject": "Automatische Eingangsbestätigung"},
    "en1": {"Subject": "Out of Office: x"},
    "en2": {"Subject": "Automatic reply: x"},
    "en3": {"Subject": "Auto: x", "Auto_Submitted": "auto-replied"},
    "en4": {"Subject": "Out of office Re: x"},
    "en5": {"Subject": "[Auto-Reply] x"},
    "en6": {"Subject": "AutoReply: x"},
    "en7": {"Subject": "Vacation reply"},
    "en8": {
        "Subject": "I am on leave Re: x",
        "X_Auto_Response_Suppress": "All",
        "Auto_Submitted": "auto-generated",
    },
    "exch": {"Subject": "x", "X_MS_Exchange_Inbox_Rules_Loop": "an@example.be"},
    "gm": {"Subject": "Re: x", "Precedence": "bulk", "X_Autoreply": "yes"},
    "zd": {"Subject": "[Ticket 12] x", "Auto_Submitted": "auto-generated"},
    "dnr": {"Subject": "Ontvangstbevestiging: x"},
    "read": {
        "Subject": "Gelezen: x",
        "Content_Type": "multipart/report; report-type=disposition-notification; boundary=b",
    },
    "ms": {"Subject": "x", "X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent"},
    "jira": {"Subject": "x", "X_Autogenerated": "yes"},
    "groupwise": {"Subject": "x", "X_GWIA_Autoreply": "1"},
    "kana": {"Subject": "x", "X_Autoreply_From": "a"},
    "delivered-to": {"Subject": "Re: x", "Delivered_To": "Autoresponder"},
    "lsoft": {"Subject": "x", "X_Loop": "x", "Precedence": "junk"},
}
PEOPLE = {
    "nl": {"Subject": "Afwezig wegens ziekte - mijn vraag"},
    "nl2": {"Subject": "Automatisch verwerkte gegevens"},
    "nl3": {"Subject": "Automatische incasso: stop"},
    "nl4": {"Subject": "Re: Automatisch antwoord: x"},
    "nl5": {"Subject": "Onbestelbaar pakje"},
    "fr": {"Subject": "Absence de réponse : ma demande"},
    "fr2": {"Subject": "Accusé de réception demandé"},
    "fr3": {"Subject": "Réponse automatique non souhaitée: ma demande"},
    "de": {"Subject": "Automatisierte Entscheidung: Widerspruch"},
    "en": {"Subject": "Automatic decisions: objection"},
    "en2": {"Subject": "Undelivered parcel"},
    "en3": {"Subject": "Out of office hours"},
    "en4": {"Subject": "Read: my request"},
    "rcpt": {"Disposition_Notification_To": "an.peeters@example.be"},
    "rr": {"Return_Receipt_To": "an.peeters@example.be"},
    "list unsub": {"List_Unsubscribe": "<mailto:x@y.z>"},
    "prio": {"Precedence": "first-class"},
    "feedback": {"Feedback_ID": "1:2:3"},
    "x-loop": {"X_Loop": "a@b.c"},
    "daemon name": {"From": "Damien Postmaster <damien@example.be>"},
    "ontv": {"Subject": "Ontvangstbevestiging gevraagd: mijn verzoek"},
    "precedence list": {"Precedence": "list"},
    "bulk from person with ticket": {"X_Mailer": "PHPMailer 6"},
    "afw": {"Subject": "Afwezigheid docent: klacht"},
}
SAID_BY_BOTH = [
    "Afwezig: mijn vraag",
    "Ontvangstbevestiging: mijn verzoek",
    "Accusé de réception : ma demande",
    "Abwesend: meine Frage",
    "Eingangsbestätigung: mein Antrag",
]


@pytest.mark.parametrize("program", BACK)
def test_a_message_of_ours_came_back(program: str) -> None:
    mail = read(made("Uw bericht is niet bezorgd.", **BACK[program]))

    assert (mail.bounce, mail.automatic, codes(mail) - {"no_sender", "header_mended"}) == (
        *(True, True),
        {"bounce"},
    )


@pytest.mark.parametrize("subject", UNDER_WAY)
def test_what_is_only_late_did_not_come_back(subject: str) -> None:
    mail = read(made("Wij proberen het opnieuw.", Return_Path="<>", Subject=subject))

    assert (mail.bounce, mail.automatic) == (False, True)


@pytest.mark.parametrize("program", ANSWERED)
def test_a_program_answered(program: str) -> None:
    mail = read(made("Terug op 12 november.", In_Reply_To="<l@iassist.be>", **ANSWERED[program]))

    assert (mail.automatic, mail.bounce, codes(mail) - {"cut_off"}) == (
        *(True, False),
        {"automatic"},
    )


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_person_wrote(kind: str) -> None:
    assert not read(made(**PEOPLE[kind])).automatic


@pytest.mark.parametrize("subject", SAID_BY_BOTH)
def test_what_people_write_too_tells_something_only_in_an_answer(subject: str) -> None:
    assert not read(made(Subject=subject)).automatic
    assert read(made(Subject=subject, References="<l@iassist.be>")).automatic
