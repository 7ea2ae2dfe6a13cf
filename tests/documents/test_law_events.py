"""The page that says what the law's course became here names every event, and no other."""

import re
from pathlib import Path

from griffie.domain import events
from griffie.domain.model.event import Event

PAGE = (Path(__file__).parents[2] / "docs" / "law-events.md").read_text("utf-8")
OURS = {
    name
    for name in events.__all__
    if issubclass(kind := getattr(events, name), Event) and "TOPIC" in vars(kind)
}
NAMED = set(re.findall(r"`([A-Z]\w+)`", PAGE))


def test_every_event_has_its_place_in_the_law() -> None:
    assert not OURS - NAMED


def test_no_event_is_named_that_does_not_exist() -> None:
    assert not NAMED - OURS


def test_every_row_says_what_became_of_it() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]

    assert len(rows) > 60
    for row in rows:
        assert re.search(r"`\w+`|derived|left out|Here|the claim itself", row), row
