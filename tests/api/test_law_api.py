"""The law as the API shows it: every right and ground, cited and said in four languages."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import GROUNDS, Right

FOUR = {"nl", "fr", "de", "en"}


@pytest.fixture
def anybody(dpo: TestClient) -> TestClient:
    return TestClient(dpo.app)


def test_every_right_is_named_cited_and_limited(anybody: TestClient) -> None:
    rights: list[dict[str, Any]] = anybody.get("/api/v1/law").json()["rights"]

    assert [one["right"] for one in rights] == list(Right)
    for one in rights:
        assert one["words"].keys() == one["citation"].keys() == FOUR
        assert all(one["words"].values())
        shown = [ground["provision"] for ground in one["grounds"]]
        assert shown == [str(g) for kind in GROUNDS for g in kind if one["right"] in g.rights]


def test_every_ground_has_an_address_of_its_own(anybody: TestClient) -> None:
    for kind in GROUNDS:
        for ground in kind:
            shown = anybody.get(f"/api/v1/law/{ground}").json()
            assert shown["provision"] == ground
            assert shown["words"].keys() == FOUR
            assert all(shown["words"].values())


def test_an_exception_is_cited_and_quoted_in_every_language(anybody: TestClient) -> None:
    shown = anybody.get("/api/v1/law/gdpr/17/3/e").json()

    assert shown["citation"]["en"] == "point (e) of Article 17(3) GDPR"
    assert shown["citation"]["nl"] == "artikel 17, lid 3, punt e), AVG"
    assert "legal claims" in shown["text"]["en"]
    assert "rechtsvordering" in shown["text"]["nl"]


def test_a_problem_that_the_law_makes_leads_to_its_words(
    dpo: TestClient, anybody: TestClient
) -> None:
    """`type` of a 409 is an address below `/api/v1`."""
    for forbidden in ("gdpr/12/3", "gdpr/12/4", "gdpr/12/6", "gdpr/19", "gdpr/21/3", "gdpr/15/3"):
        assert anybody.get(f"/api/v1/law/{forbidden}").status_code == 200, forbidden


@pytest.mark.parametrize(
    "unknown",
    ["gdpr", "gdpr/", "gdpr/100", "gdpr/17/9", "17", "fact/x", "fact/", "gdpr//17", "../healthz"],
)
def test_what_the_law_does_not_say_is_not_found(anybody: TestClient, unknown: str) -> None:
    assert anybody.get(f"/api/v1/law/{unknown}").status_code == 404


def test_a_provision_is_short(anybody: TestClient) -> None:
    assert anybody.get(f"/api/v1/law/gdpr/{'1' * 60}").status_code == 422
    assert anybody.get("/api/v1/law?language=nl").status_code == 422
