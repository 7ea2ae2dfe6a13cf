"""In which language a person typed a reason: enough to see that it is not the letter's.

It counts small words, and speaks only where it is evident: at least three of another language, and
more than twice as many as of the letter's own. A short or foreign sentence counts as fitting.
Whoever knows better says so: a reason that stands where it should is ticked as `text`.
"""

from griffie.application.small_words import counted
from griffie.domain.law import Language

_ENOUGH, _MUCH_MORE = 3, 2


def in_another_language(text: str, language: Language) -> bool:
    """Whether a text is evidently in another of our languages than this one."""
    counts = counted(text)
    own = counts.pop(language)
    most = max(counts.values())
    return most >= _ENOUGH and most > _MUCH_MORE * own
