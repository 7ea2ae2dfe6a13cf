"""When a controller wants to be reminded stands in its profile."""

from pathlib import Path

import pytest

from griffie.application.controller.load_profile import UnreadableProfileError, load_profile
from griffie.application.controller.profile import NEUTRAL
from griffie.domain.model.lead_times import Leads


def written(folder: Path, table: str) -> Path:
    path = folder / "profile.toml"
    path.write_text(f'slug = "small"\n{table}', encoding="utf-8")
    return path


def test_without_a_word_of_it_the_leads_are_five_three_and_one_working_day() -> None:
    assert NEUTRAL.ruling().leads == Leads((5, 3, 1), (1,), 14)


def test_a_profile_sets_its_own_in_any_order(tmp_path: Path) -> None:
    table = "[reminders]\nbefore = [2, 10, 2]\ntasks = []\nsilence = 7\n"

    profile = load_profile(written(tmp_path, table))

    assert profile.ruling().leads == Leads((10, 2), (), 7)


def test_a_profile_that_says_nothing_of_it_keeps_the_version_it_had(tmp_path: Path) -> None:
    silent = load_profile(written(tmp_path, ""))
    explicit = load_profile(written(tmp_path, "[reminders]\nbefore = [1, 3, 5]\n"))

    assert explicit.version == silent.version


@pytest.mark.parametrize(
    "table",
    ["before = [0]", "before = [21]", "tasks = [-1]", "silence = 0", "silence = 400", "often = 1"],
)
def test_a_lead_that_cannot_be_is_refused_by_its_place(tmp_path: Path, table: str) -> None:
    with pytest.raises(UnreadableProfileError, match=r"profile\.toml: reminders"):
        load_profile(written(tmp_path, f"[reminders]\n{table}\n"))
