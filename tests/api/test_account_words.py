"""The words of a request: digests until somebody asks, and a weighing with its interests."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.given.account import stated, told
from tests.given.courses import AUTOMATED, COURSES, DAY, OBJECTION, WORDS


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("course", COURSES)
def test_words_are_digests_until_somebody_asks_for_them(dpo: TestClient, course: str) -> None:
    rights, steps = COURSES[course]
    place = told(dpo, rights, *[(step, body) for step, body, _ in steps])

    closed, open_ = stated(dpo, place), stated(dpo, place, reveal=True)

    digests, opened = list(words_in(closed)), list(words_in(open_))
    assert all(len(digest) == 43 for digest in digests)
    assert opened == [WORDS] * len(digests)
    assert WORDS not in str(closed)


def words_in(shown: Any) -> Any:
    """Whatever stands under `words`, wherever in an answer."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name == "hints":  # their words are those of the message
                continue
            yield from value.values() if name == "words" else words_in(value)
    elif isinstance(shown, list):
        for one in shown:
            yield from words_in(one)


def test_a_weighing_is_shown_with_whose_interests_prevail(dpo: TestClient) -> None:
    weighed = OBJECTION | {"interests": WORDS, "prevails": "controller", "performed_on": DAY}
    reviewed = AUTOMATED | {"outcome": "upheld", "reasons": WORDS, "reviewed_on": DAY}
    place = told(
        dpo,
        [OBJECTION, AUTOMATED],
        ("perform-balancing", weighed),
        ("perform-human-review", reviewed),
    )

    objection, decision = stated(dpo, place)["claims"]

    assert objection["deeds"][0]["details"] == {"prevails": "controller"}
    assert decision["deeds"][0]["details"] == {"outcome": "upheld"}
    assert set(decision["deeds"][0]["words"]) == {"reasons"}
