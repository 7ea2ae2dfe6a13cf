"""Who asks, where an address or a name stands in an odd place; and in which language they write."""

import pytest

from griffie.domain.law import Language
from griffie.domain.request.reference import references_in
from tests.mail.made import codes, made, read

FIELDS = "Naam: Els Claes\nTelefoon: 0470 11 22 33\nBericht: kopie graag"
SECRET = {
    "nl": "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u het"
    " per vergissing hebt ontvangen, gelieve de afzender te verwittigen en het te wissen.",
    "fr": "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur"
    " destinataire. Si vous l'avez reçu par erreur, veuillez en avertir l'expéditeur.",
    "de": "Diese E-Mail und alle Anhänge sind vertraulich und ausschließlich für den Empfänger"
    " bestimmt. Falls Sie sie irrtümlich erhalten haben, löschen Sie sie bitte.",
    "en": "This e-mail and any attachments are confidential and intended solely for the addressee."
    " If you have received this message in error, please notify the sender and delete it.",
}
ASKED = {
    "nl": "Hallo, graag een kopie van al wat u van mij hebt.",
    "fr": "Bonjour,\n\nPouvez-vous m'envoyer une copie de mes données ?",
    "de": "Guten Tag,\n\nbitte löschen Sie alle meine Daten.",
    "en": "Hi,\n\nPlease delete all my data.",
}


@pytest.mark.parametrize(
    ("said", "name", "email"),
    [
        ('"an peeters"@example.be', "", '"an peeters"@example.be'),
        ('An <"an peeters"@example.be>', "An", '"an peeters"@example.be'),
        ('"An \\"Nana\\" Peeters" <an@example.be>', 'An "Nana" Peeters', "an@example.be"),
        ("An [an@example.be]", "An", "an@example.be"),
        ("An <an@[192.0.2.1]>", "An", "an@[192.0.2.1]"),
        ('"Peeters, An"<an@example.be>', "Peeters, An", "an@example.be"),
    ],
)
def test_an_address_in_odd_marks(said: str, name: str, email: str) -> None:
    mail = read(made(From=said))

    assert (mail.sender_name, mail.sender_email, codes(mail)) == (name, email, set())


def test_our_own_mailbox_sends_a_form_that_asked_for_no_address() -> None:
    mail = read(made(FIELDS, From="info@iassist.be"))

    assert (mail.sender_name, mail.sender_email) == ("Els Claes", "")
    assert codes(mail) == {"own_sender", "no_sender"}


@pytest.mark.parametrize("sender", ["noreply@iassist.be", "info@iassist.be", "form@site.example"])
def test_a_machine_that_sets_the_address_where_the_name_should_stand(sender: str) -> None:
    mail = read(made(From=f'"els@claes.example" <{sender}>'))

    assert (mail.sender_email, codes(mail)) == ("els@claes.example", {"own_sender"})


def test_a_desk_that_passes_on_what_somebody_asked() -> None:
    words = "Els Claes (els@claes.example) heeft een ticket gemaakt:\n\nGraag inzage."
    desk = "iAssist <support@tickets.example>"
    answered = read(made(words, From=desk, Reply_To="Els Claes <els@claes.example>"))
    told = read(made(words, From=desk))

    assert (answered.sender_email, codes(answered)) == ("els@claes.example", {"other_sender"})
    assert (told.sender_email, codes(told)) == ("els@claes.example", {"own_sender"})


@pytest.mark.parametrize("language", SECRET)
def test_a_notice_under_a_mail_does_not_tell_its_language(language: str) -> None:
    others = [notice for one, notice in SECRET.items() if one != language]
    mail = read(made("\n\n".join([ASKED[language], "An", *others]), Subject="x"))

    assert mail.language == Language(language)
    assert all(notice in mail.text for notice in others)


@pytest.mark.parametrize("between", ["-\n", "-\n> ", " -\n", "\u2011", " - "])
def test_a_reference_that_a_line_end_breaks(between: str) -> None:
    assert list(references_in(f"Kenmerk: 7K3F9{between}Q2MXT.")) == ["7K3F9-Q2MXT"]
    assert not list(references_in("Kenmerk: 7K3F9\nQ2MXT."))
