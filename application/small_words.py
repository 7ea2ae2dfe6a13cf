"""In which language a text is written, told by its small words: explainable, offline, no library.

Those that could be had are larger than all our packages together or bring a library for numbers.
Whoever reads this sees why a text counts as French; and of a text that nothing is evident of,
nothing is said.
"""

import re

from griffie.domain.law import Language

_SMALL = {
    Language.NL: "de het een en van dat die niet wij zij zijn wordt werd voor met op aan er ook als"
    " bij naar uit om over nog geen heeft hebben deze dit maar door omdat uw onze u te is",
    Language.FR: "le la les un une des du de et est que qui ne pas nous vous dans pour sur avec par"
    " ce cette ces son sa ses leur au aux il elle ont été parce plus sont votre vos notre",
    Language.DE: "der die das ein eine einen und ist nicht wir sie sind wird wurde für mit auf an"
    " es auch als bei nach aus um über noch kein hat haben dieser diese aber durch weil ihr ihre"
    " den dem des zu im",
    Language.EN: "the a an and of that which not we they is are was were for with on at it also as"
    " by to from out about still no has have this these but because your our you be in",
}
_ASKING = {
    Language.NL: "ik mij mijn mij me graag alle alles gegevens inzage wis wissen verwijder kopie"
    " geachte vraag wil welke hierbij verzoek wens jullie groeten bedankt dank persoonsgegevens"
    r""
    " aub kan kunt uitschrijven verbeter stop reclame bezwaar heb ben adres bericht",
    Language.FR: "je j moi mes mon ma toutes tous données accès effacement effacez supprimez copie"
    " madame monsieur demande souhaite veuillez bonjour merci cordialement quelles adresse mail à"
    " svp désinscription désinscrire compte rectifier opposition publicité personnelles suis m l d",
    Language.DE: "ich mich mir mein meine meiner meinen bitte alle daten auskunft löschen löschung"
    " kopie sehr geehrte damen herren welche möchte personenbezogenen gespeichert grüßen danke"
    " abmelden konto widerspruch werbung anschrift zur von vom",
    Language.EN: "i me my please all data access erase delete copy dear sir madam request want what"
    " unsubscribe hold personal information regards thanks thank"
    " stop marketing address would like any",
}
_OTHERS = {
    "es": "el los las y que por con para una mis mi datos del se su al lo como más pero solicito"
    " quiero acceso borrar todos hola gracias señores sobre no en es",
    "it": "il lo gli che di per con una miei mio dati del della dei sono non è si anche come chiedo"
    " vorrei accesso cancellare tutti grazie buongiorno i e alla",
    "pt": "o os as que para com uma meus meu dados do da dos não é se por como quero acesso apagar"
    " todos obrigado em ao eu sobre",
    "pl": "i w na że się nie do z o moje moich danych proszę mnie jest są jak co wszystkie dostęp"
    " usunięcie dziękuję które dane",
    "sv": "och att det som är jag en ni har om mig mina mitt uppgifter vill inte med av för på till"
    " vilka alla hej tack ta bort er",
    "da": "og at det som er jeg en har om mig mine mit oplysninger oplysningene vil ikke med af av"
    " for på til hvilke alle hej hei tak takk slet slett",
    "cs": "a že se na je v z o mé moje mých údaje údajů osobní prosím žádám chci jsou všechny mně",
    "hu": "a az és hogy nem egy rólam adataim adatok személyes kérem kérek minden van mely milyen",
    "ro": "și în la că nu cu pe o datele mele vă rog toate despre mine acces ștergere sunt",
    "tr": "ve bir bu için ile benim verilerimi bana tüm lütfen kişisel istiyorum hakkımda",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_ALL: dict[str, frozenset[str]] = {
    **{str(one): _WORDS[one] | frozenset(words.split()) for one, words in _ASKING.items()},
    **{name: frozenset(words.split()) for name, words in _OTHERS.items()},
}
_ADDRESSES = re.compile(r"[^\s@]{1,64}@\S{1,255}|(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
"""In which names and pieces of names are no words of a language."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST, _LATIN_ENDS = 20_000, "\u024f"
_ENOUGH, _MUCH_MORE = 2, 1.4


def counted(text: str) -> dict[Language, int]:
    """How many small words of each of our languages stand in a text."""
    said = _LETTERS.findall(text.casefold())
    return {one: sum(word in words for word in said) for one, words in _WORDS.items()}


def language_of(text: str) -> str | None:
    """The language of a text, such as `nl`; `other` in another script; None where none is evident.

    The small words count, and those with which people ask about their data.
    """
    said = _LETTERS.findall(_ADDRESSES.sub(" ", text[:_LONGEST]).casefold())
    letters = sum(map(len, said))
    if letters and 2 * sum(sum(one > _LATIN_ENDS for one in word) for word in said) > letters:
        return "other"
    counts = {one: sum(word in words for word in said) for one, words in _ALL.items()}
    (best, most), (_, next_to_it) = sorted(counts.items(), key=lambda one: -one[1])[:2]
    return best if most >= _ENOUGH and most > _MUCH_MORE * next_to_it else None
