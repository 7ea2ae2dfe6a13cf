"""iAssist's own profile: complete, and doubtful where its policy is."""

import re
from pathlib import Path

import pytest

from griffie.application.controller.load_profile import load_profile
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Channel

IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"


def test_iassist_has_all_twenty_two_purposes_of_its_policy() -> None:
    profile = load_profile(IASSIST)

    codes = [purpose.code for purpose in profile.purposes]

    assert len(codes) == 22
    assert (codes[0], codes[-1]) == ("account-verification", "vital-interests")
    assert "newsletter" in codes
    assert {"contact", "invoices"} <= {category.code for category in profile.categories}
    assert profile.version.startswith("iassist/")


def test_iassist_answers_for_itself() -> None:
    identity = load_profile(IASSIST).identity

    assert identity is not None
    assert identity.enterprise_number == "BE0726.804.172"
    number = int(identity.enterprise_number.removeprefix("BE").replace(".", ""))
    assert 97 - number // 100 % 97 == number % 100


def test_every_way_in_is_named_once() -> None:
    channels = [inlet.channel for inlet in load_profile(IASSIST).channels]

    assert sorted(channels) == sorted(Channel)


@pytest.mark.law("gdpr/6/1")
def test_where_a_basis_is_doubtful_a_remark_says_so() -> None:
    for purpose in load_profile(IASSIST).purposes:
        stated = {one.basis for one in purpose.bases}
        if stated != {purpose.recommended}:
            assert purpose.review is not None
            assert re.search(r"Articles? \d", purpose.review)


def test_every_remark_names_the_article() -> None:
    profile = load_profile(IASSIST)
    remarks = [
        entry.review
        for entries in (profile.remarks, profile.purposes, profile.recipients)
        for entry in entries
        if entry.review
    ]

    assert len(remarks) > 30
    assert all(re.search(r"Articles? \d+", remark) for remark in remarks)


def test_what_the_policy_says_of_every_right_was_read_but_of_research() -> None:
    rights = {remark.right for remark in load_profile(IASSIST).remarks if remark.right}

    assert rights == set(Right) - {Right.RESEARCH_OBJECTION}


@pytest.mark.law("gdpr/7/3")
def test_who_was_told_consent_may_withdraw_it_whatever_we_recommend() -> None:
    stated = {
        purpose.code
        for purpose in load_profile(IASSIST).purposes
        if "a" in {one.basis for one in purpose.bases}
    }

    assert {"applications", "contact-requests", "services", "offers"} <= stated


def test_data_for_the_newsletter_reach_the_host_alone() -> None:
    profile = load_profile(IASSIST)

    assert profile.recipients_of(("newsletter",)) == ("host-1",)
    assert profile.recipients_of(("statistics",)) == ("google-analytics", "host-1")
    assert len(profile.recipients_of(())) == 5
