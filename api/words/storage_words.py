"""How long the data of a purpose are kept, in the language of the reader."""

from collections.abc import Iterator

from griffie.api.words.naming import profile_name
from griffie.api.words.speech import Speech
from griffie.application.controller.profile import ControllerProfile, Purpose
from griffie.application.letters.phrases import Speaker
from griffie.application.letters.storage import length_in_words


def kept_in_words(purpose: Purpose, profile: ControllerProfile, speech: Speech) -> Iterator[str]:
    """Each period with its data, as far as the profile says it; the policy's own words else."""
    if purpose.retention is None:
        return
    if not isinstance(purpose.retention, tuple):
        yield purpose.retention.stated
        return
    speaker = Speaker(speech.language)
    for one in purpose.retention:
        about = [profile_name(profile.categories, code, speech) for code in one.categories]
        said = length_in_words(speaker, one)
        yield speaker.labelled(speech.several(about), said) if about else said
