"""In which language a person typed a reason: enough to see that it is not the letter's.

No library of this kind is among our packages, and each that could be is larger than all of ours or
no longer kept. So it counts the small words of four languages, and speaks only where it is evident:
at least three of another language, and more than twice as many as of the letter's own. A short or
foreign sentence counts as fitting. Whoever knows better says so: a reason that stands where it
should is ticked as `text`.
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
    Language.EN: "the a an and of that which not we they are is was were for with on at it also as"
    " by to from out about still no has have this these but because your our you be in",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_ENOUGH, _MUCH_MORE = 3, 2


def in_another_language(text: str, language: Language) -> bool:
    """Whether a text is evidently in another of our languages than this one."""
    said = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {one: sum(word in words for word in said) for one, words in _WORDS.items()}
    own = counts.pop(language)
    most = max(counts.values())
    return most >= _ENOUGH and most > _MUCH_MORE * own
