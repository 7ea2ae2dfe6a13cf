"""What the console offers after each deed of the story, in every language."""

from itertools import chain

import pytest

from griffie.api.console.request.steps_panel import offered
from griffie.api.words.speech import Speech
from griffie.application.access.roles import OPERATOR
from griffie.domain.law import Language
from tests.demo.played import A_MONDAY, deed_by_deed


@pytest.mark.parametrize("language", Language)
def test_every_next_step_can_be_said_after_every_deed(language: Language) -> None:
    speech = Speech(language)

    for name, request in deed_by_deed(A_MONDAY):
        found = offered(request, OPERATOR, speech)
        allowed = chain.from_iterable((*group.usual, *group.further) for group in found.groups)
        for one in (*allowed, *found.forbidden):
            assert "{" not in f"{one.title}{one.why}", (name, one)
