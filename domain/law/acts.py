"""National acts as files: how each is cited, what it is called, and what was seen of its text.

A file of `countries/<country>/acts/` holds one act. Its `[act]` says how it is cited; `[texts]`
what its provisions say, in the languages in which the wording was seen, and how certain that is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from griffie.domain.law.citation import STYLES, Act, Language


def country_folders() -> Iterator[Traversable]:
    """The folder of each country, in alphabetical order."""
    found = files("griffie.domain.law").joinpath("countries").iterdir()
    yield from sorted((one for one in found if one.is_dir()), key=lambda one: one.name)


@cache
def act_files() -> Mapping[str, Mapping[str, Any]]:
    """What the file of each national act holds, by the act's key (`be/2018-07-30`)."""
    held = {}
    for folder in country_folders():
        acts = folder.joinpath("acts")
        for file in sorted(acts.iterdir(), key=lambda one: one.name) if acts.is_dir() else ():
            if file.name.endswith(".toml"):
                content = tomllib.loads(file.read_text("utf-8"))
                held[content["act"]["key"]] = content
    return held


def national_acts() -> dict[str, Act]:
    """How each national act is cited, by its key."""
    return {key: _cited(content["act"]) for key, content in act_files().items()}


def _cited(act: Mapping[str, Any]) -> Act:
    style = STYLES[act["style"]]
    names = {language: act["cited"][language] for language in Language}
    return Act(style, style, names, names)
