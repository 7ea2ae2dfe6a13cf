"""Changelog fragments are checked, drafted, and put together once."""

from pathlib import Path

import pytest

from tools.changelog import ROOT, FragmentError, fragments, main, release, section

OLD = "# Changelog\n\nFor users.\n\n## 0.1.0, November 2026\n\n- The engine runs.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "changelog.d" / "README.md").write_text("How to write one.\n")
    (tmp_path / "CHANGELOG.md").write_text(OLD)
    return tmp_path


def write(repository: Path, name: str, text: str) -> None:
    (repository / "changelog.d" / name).write_text(text)


def test_our_own_fragments_can_be_used() -> None:
    assert main(["check"]) == 0
    assert all(fragment.text.endswith(".") for fragment in fragments(ROOT))


def test_a_release_puts_the_fragments_above_the_older_sections(repository: Path) -> None:
    write(repository, "0012.law.md", "Article 12(4): a refusal\nafter a month is marked.\n")
    write(repository, "0009.added.md", "A second thing.\n")
    write(repository, "0003.added.md", "A first thing.\n")
    write(repository, "0003.added.2.md", "A first thing, continued.\n")

    release(repository, "0.2.0", "December 2026")

    new = (
        "# Changelog\n\nFor users.\n\n## 0.2.0, December 2026\n\n"
        "### Added\n\n- A first thing, continued.\n- A first thing.\n- A second thing.\n\n"
        "### The law as applied\n\n- Article 12(4): a refusal after a month is marked.\n"
    )
    assert (repository / "CHANGELOG.md").read_text() == new + OLD[OLD.index("\n## ") :]
    assert [path.name for path in (repository / "changelog.d").iterdir()] == ["README.md"]


def test_a_release_is_made_once_and_never_empty(repository: Path) -> None:
    with pytest.raises(FragmentError, match="nothing to release"):
        release(repository, "0.2.0", "December 2026")

    write(repository, "0009.fixed.md", "A fault is gone.\n")
    with pytest.raises(FragmentError, match=r"0\.1\.0 already"):
        release(repository, "0.1.0", "December 2026")
    assert (repository / "CHANGELOG.md").read_text() == OLD


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("9.fixed.md", "Text.\n"),
        ("0009.repair.md", "Text.\n"),
        ("0009.fixed.txt", "Text.\n"),
        ("0009.fixed.md", "\n"),
        ("0009.fixed.md", "- Text.\n"),
        ("0009.fixed.md", "Text.\n\nMore.\n"),
        ("0009.fixed.md", "See [that](docs/nowhere.md).\n"),
    ],
)
def test_a_fragment_that_cannot_be_used_is_named(
    repository: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, name, text)

    assert main(["check"], repository) == 1
    assert capsys.readouterr().err.startswith(f"changelog: {name}: ")


def test_every_kind_stands_in_the_instructions() -> None:
    from tools.changelog import HEADINGS

    page = (ROOT / "changelog.d" / "README.md").read_text("utf-8")
    for kind, heading in HEADINGS.items():
        assert f"| `{kind}` | {heading} |" in page


def test_without_fragments_there_is_no_section() -> None:
    assert section([]) == ""
    assert main([]) == 2
