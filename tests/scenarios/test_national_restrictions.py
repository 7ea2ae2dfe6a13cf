"""F1 and F6: what an act forbids to tell, who may use it, and that nothing shows it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.scenarios.national import Office, office
from tests.scenarios.surfaces import (
    as_paper,
    at_the_portal,
    bare,
    laid_at_the_portal,
    surfaces,
    to_machines,
)

BANK = 'capacities = ["obliged_entity"]\n'
HOLDER = 'capacities = ["security_data", "statutory_data"]\n'
DUTCH = 'regime = "nl"\n'
AML, SECURITY, COURTS = "be-aml/65", "be/2018-07-30/11", "be/2018-07-30/14"
RESTRICTED: dict[str, Any] = {"categories": ["watch"], "necessity": "Een melding loopt."}
NOTHING = "Niets gevonden."


def restricts(ours: Office, on: date, ground: str, right: str = "access", **said: Any) -> None:
    body = {"right": right, "ground": ground} | RESTRICTED | said
    ours.does(on, "apply-exception", **body)


def answers(ours: Office, right: str = "access", channel: str = "email") -> str:
    """The answer as a clerk would send it, ten days after receipt."""
    if right == "access":
        copy: dict[str, Any] = {"format": "pdf", "channel": "email"}
        copy |= {"delivered_on": "2026-03-11"}
        ours.does(date(2026, 3, 11), "deliver-copy", right=right, **copy)
    ours.does(date(2026, 3, 11), "fulfil", right=right, measures="Gedaan.")
    letter = ours.letter()
    told: dict[str, Any] = {"kind": "answer", "rights": [right], "channel": channel}
    told |= {"sent_on": "2026-03-12", "text": letter}
    unsaid = ours.does(date(2026, 3, 12), "inform", 409, **told)["missing"]
    said = [{"provision": provision, "where": "text"} for provision in unsaid]
    ours.does(date(2026, 3, 12), "inform", said=said, **told)
    ours.does(date(2026, 3, 12), "close")
    return letter


# F1: whose ground it is.


@pytest.mark.law("be-aml/65")
@pytest.mark.parametrize("right", ["access", "rectification", "objection", "automated_decision"])
def test_f1_an_obliged_entity_may_and_another_controller_may_not(right: str) -> None:
    with office(BANK) as ours:
        ours.receives(date(2026, 3, 2), right)
        restricts(ours, date(2026, 3, 3), AML, right)
    with office() as ours:
        ours.receives(date(2026, 3, 2), right)
        body = {"right": right, "ground": AML} | RESTRICTED
        refused = ours.does(date(2026, 3, 3), "apply-exception", 409, **body)
        assert refused["type"].endswith(AML)


@pytest.mark.parametrize("right", ["erasure", "restriction", "portability"])
def test_f1_article_65_leaves_erasure_restriction_and_portability_alone(right: str) -> None:
    with office(BANK) as ours:
        ours.receives(date(2026, 3, 2), right)
        body = {"right": right, "ground": AML} | RESTRICTED
        ours.does(date(2026, 3, 3), "apply-exception", 422, **body)


@pytest.mark.parametrize("article", [13, 15, 20])
def test_f1_articles_13_15_and_20_are_no_ground(article: int) -> None:
    with office(HOLDER) as ours:
        ours.receives(date(2026, 3, 2), "access")
        body = {"right": "access", "ground": f"be/2018-07-30/{article}"} | RESTRICTED
        ours.does(date(2026, 3, 3), "apply-exception", 422, **body)


@pytest.mark.law("be/2018-07-30/16")
def test_f1_the_road_of_the_court_file_is_named_openly() -> None:
    with office() as ours:
        ours.receives(date(2026, 3, 2), "access")
        restricts(ours, date(2026, 3, 3), "be/2018-07-30/16", necessity="Een lopende zaak.")
        ours.does(date(2026, 3, 4), "fulfil", right="access", measures="Gedaan.")
        nl, fr = ours.letter(), ours.letter(language="fr")

    assert "artikel 16 van de wet van 30 juli 2018" in nl
    assert "Een lopende zaak." in nl
    assert "article 16 de la loi du 30 juillet 2018" in fr


@pytest.mark.law("nl/uavg/41/1")
def test_f1_the_dutch_general_ground_is_open_to_every_dutch_controller() -> None:
    with office(DUTCH) as ours:
        ours.receives(date(2026, 3, 2), "erasure")
        restricts(ours, date(2026, 3, 3), "nl/uavg/41/1", "erasure", necessity="Onderdeel j.")
        ours.does(date(2026, 3, 4), "fulfil", right="erasure", measures="Gedaan.")
        assert "artikel 41, lid 1, UAVG" in ours.letter()
    with office() as ours:
        ours.receives(date(2026, 3, 2), "erasure")
        body = {"right": "erasure", "ground": "nl/uavg/41/1"} | RESTRICTED
        ours.does(date(2026, 3, 3), "apply-exception", 422, **body)


@pytest.mark.law("be/2018-07-30/14/5")
def test_f1_article_14_passes_the_request_on_and_article_65_does_not() -> None:
    with office(HOLDER) as ours:
        ours.receives(date(2026, 3, 2), "access")
        restricts(ours, date(2026, 3, 3), COURTS)
        (found,) = ours.dpo.get(f"{ours.place}/restrictions").json()["items"]
        assert (found["pass_to"], found["pass_under"]) == ("gba", "be/2018-07-30/14/5")
    with office(BANK) as ours:
        ours.receives(date(2026, 3, 2), "access")
        restricts(ours, date(2026, 3, 3), AML)
        (found,) = ours.dpo.get(f"{ours.place}/restrictions").json()["items"]
        assert found["pass_to"] is None


@pytest.mark.law("be-aml/65")
def test_f1_the_sentence_is_the_same_for_every_client_in_every_language() -> None:
    words = {"nl": "18 september 2017", "fr": "18 septembre 2017", "de": "18. September 2017"}
    with office(BANK) as ours:
        ours.receives(date(2026, 3, 2), "access", "rectification", "erasure")
        for right in ("access", "rectification", "erasure"):
            ours.does(date(2026, 3, 4), "fulfil", right=right, measures="Gedaan.")
        letters = {language: ours.letter(language=language) for language in (*words, "en")}

    assert all(letters[language].count(said) == 2 for language, said in words.items())
    assert letters["en"].count("against money laundering") == 2, "of access and rectification"


# F6: nothing shows it.


def told(profile: str, restricted: Callable[[Office], None]) -> dict[str, bytes]:
    with office(profile) as ours:
        ours.receives(date(2026, 3, 2), "access")
        restricted(ours)
        before = at_the_portal(ours, "before the answer")
        answers(ours, channel="web_form")
        after = at_the_portal(ours, "after it") | laid_at_the_portal(ours) | surfaces(ours)
        return before | after | to_machines(ours) | as_paper(ours)


@pytest.mark.parametrize(("profile", "ground"), [(BANK, AML), (HOLDER, SECURITY), (HOLDER, COURTS)])
def test_f6_with_and_without_a_restricted_part_every_surface_is_the_same(
    profile: str, ground: str
) -> None:
    def with_it(ours: Office) -> None:
        restricts(ours, date(2026, 3, 3), ground)

    def without(ours: Office) -> None:
        ours.does(date(2026, 3, 3), "check-restrictions", right="access", finding=NOTHING)

    one, other = told(profile, with_it), told(profile, without)

    assert one.keys() == other.keys()
    assert {name for name in one if one[name] != other[name]} == set()
    assert not any(ground.encode() in content for content in one.values())
    assert not any(b"Een melding loopt." in content for content in one.values())


@pytest.mark.law("gdpr/15/1")
def test_f6_who_has_nothing_else_reads_what_everybody_without_data_reads() -> None:
    def letter(finding: Callable[[Office], object]) -> str:
        with office(BANK) as ours:
            ours.receives(date(2026, 3, 2), "access")
            finding(ours)
            found: dict[str, Any] = {"right": "access", "ground": "fact/nothing_to_give"}
            ours.does(date(2026, 3, 4), "find-not-applicable", explanation="Nagezien.", **found)
            return bare(ours.letter("refusal"))

    hidden = letter(lambda ours: restricts(ours, date(2026, 3, 3), AML))
    nothing = letter(
        lambda ours: ours.does(
            date(2026, 3, 3), "check-restrictions", right="access", finding=NOTHING
        )
    )

    assert hidden == nothing
    assert "Nagezien." not in hidden


def test_f6_an_answer_waits_until_it_was_looked_into_for_everybody() -> None:
    with office(BANK) as ours:
        ours.receives(date(2026, 3, 2), "access")
        ours.does(date(2026, 3, 4), "fulfil", right="access", measures="Gedaan.")
        refused = ours.does(
            date(2026, 3, 5),
            "inform",
            409,
            kind="answer",
            rights=["access"],
            sent_on="2026-03-05",
            channel="email",
        )

    assert "check it first" in refused["detail"]


def test_f6_inside_the_part_exists_for_the_roles_that_the_profile_names() -> None:
    with office(BANK + 'restricted_to = ["dpo", "auditor"]\n') as ours:
        ours.receives(date(2026, 3, 2), "access")
        restricts(ours, date(2026, 3, 3), AML)
        auditor = signed_in(ours.store, Role.AUDITOR)

        assert ours.clerk.get(f"{ours.place}/restrictions").status_code == 403
        headers = {"Reveal-Reason": "Controle."}
        (found,) = auditor.get(f"{ours.place}/restrictions", headers=headers).json()["items"]

    assert found["finding"]["ground"] == AML
    assert found["finding"]["categories"] == ["watch"]
    assert found["finding"]["necessity"] == "Een melding loopt."
