"""Whatever happened, an answer is whole: any history, every language."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from griffie.application.controller.authority import GBA
from griffie.application.letters import ComposedLetter, as_text, missing_demands
from griffie.domain.events import FoundNotApplicable, Invoked
from griffie.domain.law import (
    GDPR,
    ExceptionGround,
    Language,
    NotApplicableGround,
    Provision,
    Right,
)
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from tests.given.letters import ANSWER, BOTH_ROUTES, REFUSAL, received, said, written
from tests.given.past import (
    WORDS,
    excepted,
    fulfilled,
    given,
    granted,
    not_established,
    refused,
    refused_as_excessive,
    revoked,
    withdrawn,
)


def decisions(invoked: Invoked) -> st.SearchStrategy[tuple[Event, ...]]:
    """Every course of one claim: done, promised, refused, not in play, excepted or still open."""
    right = invoked.right
    grounds = [one for one in ExceptionGround if right in one.rights]
    absent = [one for one in NotApplicableGround if right in one.rights]
    courses: list[st.SearchStrategy[tuple[Event, ...]]] = [
        st.just(()),
        st.just((granted(right),)),
        st.just((fulfilled(right),)),
        st.just((refused(right),)),
        st.just((refused(right, proposed=True),)),
        st.just((refused_as_excessive(right),)),
        st.just((not_established(right),)),
        st.just((withdrawn(right),)),
        st.just((refused(right), revoked(right), fulfilled(right))),
        st.sampled_from(absent).map(lambda why: (found(right, why),)),
    ]
    if grounds:
        some = st.lists(st.sampled_from(["contact", "invoices"]), unique=True)
        kept = st.builds(
            lambda why, names: excepted(right, why, *names), st.sampled_from(grounds), some
        )
        courses += [
            kept.map(lambda one: (one,)),
            kept.map(lambda one: (one, fulfilled(right))),
            st.tuples(kept, kept),
        ]
    return st.one_of(courses)


def found(right: Right, ground: NotApplicableGround) -> Event:
    return FoundNotApplicable(right=right, ground=ground, explanation=WORDS)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    codes = st.lists(st.sampled_from(["contact", "invoices"]), unique=True).map(tuple)
    purposes = st.sampled_from([(), ("newsletter",), ("billing", "unknown")])
    recipients = st.sampled_from([(), ("host-1",), ("group", "unknown")])
    asked_for = st.builds(
        Invoked,
        right=st.sampled_from(Right),
        categories=codes,
        purposes=purposes,
        recipients=recipients,
    )
    claims = draw(st.lists(asked_for, min_size=1, max_size=4, unique_by=lambda one: one.right))
    then = [event for one in claims for event in draw(decisions(one))]
    return (received(*claims), *then)


def letters(history: tuple[Any, ...], language: Language) -> Iterator[ComposedLetter]:
    for kind in (ANSWER, REFUSAL):
        try:
            yield written(kind, *history, language=language)
        except OutOfOrderError:
            continue


@pytest.mark.law("gdpr/12/4")
@drawn(histories(), st.sampled_from(Language))
def test_no_answer_that_says_no_lacks_its_ground_or_a_route(
    history: tuple[Any, ...], language: Language
) -> None:
    request = given(*history)
    for one in letters(history, language):
        assert missing_demands(one) == ()
        assert "{" not in as_text(one)
        told = said(one)
        for claim in request.claims.values():
            about = [claim.ground, *(exempted.ground for exempted in claim.exceptions)]
            if claim.status in {"open", "withdrawn", "refusal_proposed"}:
                continue
            for ground in filter(None, about):
                assert BOTH_ROUTES.issubset(one.demanded)
                assert GBA.name.in_(language) in told
                assert GDPR(79).cite(language) in told
                if not ground.startswith("fact/"):
                    assert cited(ground).cite(language) in told


def cited(ground: str) -> Provision:
    return GDPR(12, 5, "b") if ground.startswith("gdpr/12/5/") else Provision.parse(ground)


@drawn(histories(), st.sampled_from(Language), st.data())
def test_a_letter_that_loses_a_demanded_paragraph_is_found_out(
    history: tuple[Any, ...], language: Language, data: st.DataObject
) -> None:
    for one in letters(history, language):
        lost = data.draw(st.sampled_from(one.demanded))
        sections = tuple(
            replace(section, paragraphs=tuple(p for p in section.paragraphs if lost not in p.meets))
            for section in one.sections
        )

        assert lost in missing_demands(replace(one, sections=sections))
