"""In which language a mail is written, beside names, footers and what others wrote in it."""

import pytest

from griffie.domain.request.remarks import RemarkCode
from tests.mail.made import made, read

LANGUAGES = [
    ("Geachte, ik vraag inzage in alle gegevens die u over mij verwerkt.", "", "nl", True),
    ("Je demande l'accès à toutes les données que vous avez sur moi.", "", "fr", True),
    ("Ich bitte um Auskunft über alle Daten, die Sie über mich haben.", "", "de", True),
    ("Please send me a copy of all the data that you hold about me.", "", "en", True),
    ("Geachte, ik vraag inzage in mijn gegevens.", "nl-BE", "nl", False),
    ("Geachte, ik vraag inzage in mijn gegevens.", "en-US", "nl", True),
    ("Je demande l'effacement de mes données.", "nl", "fr", True),
    ("Solicito una copia de todos los datos que tienen sobre mí.", "", None, True),
    ("Chiedo una copia di tutti i dati che avete su di me.", "", None, True),
    ("Proszę o usunięcie moich danych.", "", None, True),
    ("أطلب نسخة من بياناتي", "", None, True),
    ("Удалите мои данные.", "nl", None, True),
    ("Ok 123", "", None, True),
    ("Hej, jag vill veta vilka uppgifter ni har om mig. Skicka en kopia.", "", None, True),
    ("Žádám o výmaz, prosím, všechny moje osobní údaje na webu.", "", None, True),
    (
        "Hallo, bitte schicken Sie mir eine Kopie.\n\nKind regards\nAn\nHead of the sales team",
        "",
        "de",
        True,
    ),
    (
        f"Ich bitte um Löschung.\n\n{'_' * 47}\nTo unsubscribe send an email to the owner of it",
        "",
        "de",
        True,
    ),
    ("Uitschrijven aub", "", "nl", True),
    ("Désinscription svp", "", "fr", True),
    ("Abmelden bitte", "", "de", True),
    ("Please unsubscribe", "", "en", True),
    ("Bitte Konto löschen\n\nSent from my Galaxy smartphone.", "", "de", True),
    ("Naam: An Peeters\nE-mail: an.peeters@the-data-of.example\nInzage graag", "", "nl", True),
    ("Ok 123", "fr", "fr", False),
    (
        "Wis alles.\n\n> Dear sir, we have your data and we will send you a copy of it.",
        "",
        "nl",
        True,
    ),
]


@pytest.mark.parametrize(("words", "named", "language", "supposed"), LANGUAGES)
def test_the_words_tell_their_language(
    words: str,
    named: str,
    language: str | None,
    supposed: bool,  # noqa: FBT001
) -> None:
    mail = read(made(words, Subject="", Content_Language=named))

    assert mail.language == language
    assert (RemarkCode.LANGUAGE_SUPPOSED in {one.code for one in mail.remarks}) is supposed


def test_the_subject_of_what_it_answers_tells_not_its_language() -> None:
    words = made("Merci, je n'ai rien reçu.", Subject="Re: Uw verzoek om inzage in uw gegevens")

    assert read(words).language == "fr"
