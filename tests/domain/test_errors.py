"""The tree of errors: complete, with codes of their own, and drawn as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from griffie.application.requests.histories import ContentionError, UnknownRequestError
from griffie.domain import errors
from griffie.domain.errors import GriffieError, NotFoundError, nearest
from tests.errors import ALL, sources

DRAWN = re.compile(r"^ {4}[ │├└─]*(\w+Error)(?: …)? +([a-z-]+)", re.MULTILINE)


def _drawn() -> Iterator[tuple[str, str]]:
    # From the source: Python 3.13 takes the indentation out of a docstring.
    yield from DRAWN.findall(Path(errors.__file__).read_text("utf-8"))


def test_the_tree_is_drawn_as_it_is() -> None:
    groups = [(kind.__name__, kind.code) for kind in ALL]

    assert sorted(_drawn()) == sorted(groups)


def test_every_error_of_ours_belongs_to_the_tree() -> None:
    written = {name for _, name in sources()}

    assert written == {kind.__name__ for kind in ALL}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_an_error_has_a_code_a_sentence_and_a_remedy(kind: type[GriffieError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", vars(kind)["code"])
    assert kind.sentence[0].isupper()
    assert not kind.sentence.endswith(".")
    assert not kind.remedy.endswith(".")


def test_no_two_classes_share_a_code() -> None:
    codes = [kind.code for kind in ALL]

    assert len(codes) == len(set(codes))


def test_an_error_without_words_of_its_own_says_those_of_its_class() -> None:
    assert str(ContentionError()) == ContentionError.sentence
    assert str(ContentionError("seven times")) == "seven times"


def test_a_table_that_does_not_know_a_class_is_asked_for_the_one_above_it() -> None:
    class NewError(UnknownRequestError):
        pass

    assert nearest(NewError(), {GriffieError: 1, NotFoundError: 2}) == 2
    with pytest.raises(LookupError):
        nearest(NewError(), {ContentionError: 1})
