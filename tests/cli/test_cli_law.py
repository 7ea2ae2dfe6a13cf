"""`griffie law`: what a provision says, and where it stands in the code."""

import re

import pytest

from griffie.domain.law import Right
from tests.cli.test_cli import done, griffie


def test_the_law_is_said_in_four_languages() -> None:
    said = done("law", "gdpr/17/3/e")

    assert "point (e) of Article 17(3) GDPR" in said
    spoken, _, joined = said.partition("\ngdpr/17/3/e  ")
    assert len([line for line in spoken.splitlines() if not line.startswith(" ")]) == 4
    assert "  code domain/law/grounds.py: ExceptionGround.LEGAL_CLAIMS" in joined
    assert griffie("law", "gdpr/17/9").exit_code == 2


def test_a_provision_leads_to_its_rules_and_its_tests_and_so_does_what_stands_above_it() -> None:
    own, above = done("law", "gdpr/18/3"), done("law", "gdpr/18")

    for said in (own, above):
        assert (
            "  rule domain/steps/restriction.py lift_announced: tell the data subject before"
            in said
        )
        assert "  tests tests/domain/test_restriction.py: " in said
    assert "gdpr/18/2  Article 18(2)" in above
    assert "gdpr/18/2" not in own


def test_where_no_tests_are_installed_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("griffie.api.cli.law_table.CASES", "tests/not/installed.py")

    said = done("law", "gdpr/18/3")

    assert "  rule domain/steps/restriction.py lift_announced" in said
    assert "tests are not installed here" in said


def test_without_a_provision_the_law_that_is_known_is_listed() -> None:
    lines = done("law").splitlines()
    said, cited = lines[: lines.index("")], lines[lines.index("") + 1 :]

    assert "gdpr/15  right of access" in said[0].lower()
    assert sum(not line.startswith(" ") for line in said) == len(Right)
    assert [one for one in cited if re.match(r"gdpr/12/6  \d+ rules · \d+ code · \d+ tests", one)]
    assert any(line.startswith("  gdpr/17/3/e  ") for line in said)
