"""The law is joined to the code: docs/law.md is what the code says, and every rule can fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from griffie.api.cli.law_table import CASES, PAGE, Place, ProvisionPlaces, page, search, wanting
from griffie.api.cli.not_expressed import NOT_EXPRESSED
from griffie.domain.law import GDPR, Language
from griffie.domain.law.catalogue import LawWords, words
from griffie.domain.law.in_prose import in_prose
from tests.domain import test_rules
from tests.given.cases import FORBIDDEN, AnyRule
from tests.given.declared import Case


@pytest.fixture(scope="module")
def found() -> ProvisionPlaces:
    return search()


def test_the_page_of_the_law_is_not_stale(found: ProvisionPlaces) -> None:
    assert PAGE.read_text("utf-8") == page(found), "python -m griffie.api.cli.law_table"


def test_every_rule_of_law_is_tested_and_every_ground_has_its_words(found: ProvisionPlaces) -> None:
    assert list(wanting(found)) == []


def test_a_rule_without_a_test_that_names_its_provision_is_found(found: ProvisionPlaces) -> None:
    only_its_case = {Place(CASES, "case done")}
    untold = found._replace(tests=found.tests | {"gdpr/12/3": only_its_case})
    without_case = {one for one in found.tests["gdpr/12/3"] if one.file != CASES}
    untried = found._replace(tests=found.tests | {"gdpr/12/3": without_case})

    for hole in (untold, untried):
        assert [one for one in wanting(hole) if " done: no test is marked gdpr/12/3" in one]


def test_a_ground_without_words_is_found(
    found: ProvisionPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(ground: Any) -> LawWords:
        if ground == "gdpr/17/3/e":
            raise LookupError
        said = words(ground)
        return said.model_copy(update={"de": ""}) if ground == "gdpr/17/3/b" else said

    monkeypatch.setattr("griffie.api.cli.law_table.words", forgetful)

    assert list(wanting(found)) == ["gdpr/17/3/b: no words in de", "gdpr/17/3/e: no words"]


@pytest.mark.law("gdpr/12/3")
def test_a_provision_leads_to_its_rules_its_code_its_tests_and_its_words(
    found: ProvisionPlaces,
) -> None:
    me = Place(
        "tests/documents/test_law_table.py",
        "test_a_provision_leads_to_its_rules_its_code_its_tests_and_its_words",
    )

    assert Place("domain/steps/extension.py", "never_extended") in found.rules["gdpr/12/3"]
    assert Place("domain/steps/extension.py", "never_extended") not in found.code["gdpr/12/3"]
    assert Place("domain/steps/fulfilment.py", "Fulfilment.grant") in found.code["gdpr/12/3"]
    assert Place("domain/law/deadlines.py", "_NO_DELAY") in found.code["gdpr/21/3"]
    assert me in found.tests["gdpr/12/3"]
    for language in Language:
        assert words("gdpr/17/3/e").said_in(language) in page(found)


def test_articles_are_read_as_prose_cites_them() -> None:
    assert list(in_prose("Art. 17(3), 15(4), 20(3)-(4) and 22(2): a right yields.")) == [
        GDPR(17, 3),
        GDPR(15, 4),
        GDPR(20, 3),
        GDPR(22, 2),
    ]
    assert list(in_prose("Articles 5(1)(e) and 19.")) == [GDPR(5, 1, "e"), GDPR(19)]
    assert list(in_prose("Article 105 of the Act of 3 December 2017.")) == []
    assert list(in_prose("Art. 77.\n\nWhy: Article 105 of the Act of 2017.")) == [GDPR(77)]


def test_what_is_not_expressed_is_said_with_the_reason(found: ProvisionPlaces) -> None:
    written = page(found)

    for what, why in NOT_EXPRESSED.items():
        assert f"- **{what}.** {why}" in written


def test_the_page_names_no_file_that_is_not_there(found: ProvisionPlaces) -> None:
    places = {
        place for by in (found.rules, found.code, found.tests) for of in by.values() for place in of
    }

    assert all((Path(PAGE).parents[1] / place.file).exists() for place in places)


@contextmanager
def taken_out(rule: AnyRule) -> Iterator[None]:
    """As if the rule were not there: it holds whatever the request is."""
    holds = rule.holds
    object.__setattr__(rule, "holds", lambda *_: True)
    try:
        yield
    finally:
        object.__setattr__(rule, "holds", holds)


@pytest.mark.parametrize(
    ("rule", "case"), FORBIDDEN.items(), ids=[rule.holds.__name__ for rule in FORBIDDEN]
)
def test_a_rule_that_is_taken_out_makes_its_case_fail(rule: AnyRule, case: Case) -> None:
    proof = test_rules.test_what_a_rule_forbids_is_listed_beforehand_and_refused_in_its_name

    with taken_out(rule), pytest.raises((Exception, pytest.fail.Exception)):
        proof(rule, case)
    proof(rule, case)
