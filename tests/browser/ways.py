"""The ways in which a story is lived: as it tells itself, or the one that `GRIFFIE_WAY` names."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple


class Way(NamedTuple):
    """What is so for everybody in a story; None and nothing: as the story itself says."""

    by_keyboard: bool | None = None
    context: Mapping[str, Any] = {}
    """Of the browser: see `Browser.new_context`."""


WAYS: Mapping[str, Way] = {
    "with mouse and script": Way(by_keyboard=False, context={"java_script_enabled": True}),
    "without a script": Way(by_keyboard=False, context={"java_script_enabled": False}),
    "by keyboard alone": Way(by_keyboard=True, context={"java_script_enabled": True}),
    "on a telephone": Way(by_keyboard=False, context={"viewport": {"width": 390, "height": 844}}),
}


def chosen() -> Way:
    """The way that everybody goes in this run."""
    named = os.environ.get("GRIFFIE_WAY")
    return WAYS[named] if named else Way()
