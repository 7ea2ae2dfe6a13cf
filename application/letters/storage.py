"""How long data are kept, as a letter says it: Article 15(1)(d)."""

from griffie.application.controller.authority import named
from griffie.application.controller.profile import Purpose
from griffie.application.controller.storage import StoragePeriod
from griffie.application.letters.letter_source import LetterSource
from griffie.application.letters.phrases import Speaker
from griffie.domain.law.provision import cited_act


def storage_in_words(
    source: LetterSource, purpose: Purpose, periods: tuple[StoragePeriod, ...]
) -> str:
    """Each period with its categories, from when it counts and its act.

    A gap where a category of the purpose has none.
    """
    said = [_period(source, one) for one in periods]
    named_ones = {code for one in periods for code in one.categories}
    whole = any(not one.categories for one in periods)
    if not whole and not named_ones.issuperset(purpose.categories):
        said.append(source.speaker.gap("retention"))
    return "; ".join(said)


def _period(source: LetterSource, one: StoragePeriod) -> str:
    said = length_in_words(source.speaker, one)
    if one.categories:
        said = source.speaker.labelled(source.categories(one.categories), said)
    return said


def length_in_words(speaker: Speaker, one: StoragePeriod) -> str:
    """How long, from when it counts, and its act."""
    language = speaker.language
    said = named(one.criterion, language) if one.criterion else ""
    if length := one.length:
        said = speaker.length(*length)
    if one.counted_from:
        since = named(one.counted_from, language)
        said = speaker.say("access/retention/from", period=said, since=since)
    return f"{said} ({cited_act(one.act).cite(language)})" if one.act else said
