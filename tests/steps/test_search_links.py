"""A link by which a colleague without an account answers a search: until a day, once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import SearchResult
from griffie.domain.steps.search_links import (
    SearchLinkAnswered,
    SearchLinkGiven,
    SearchLinkRevoked,
    ShownToSearch,
    open_links,
)
from griffie.domain.steps.tasks import SearchAsked, SearchCompleted
from tests.given.past import NOW, WORDS, given, received

LINK, OTHER = UUID(int=7), UUID(int=8)
TODAY = NOW.today
ASKED = SearchAsked(system="crm", due_on=TODAY)
GIVEN = SearchLinkGiven(
    link=LINK,
    system="crm",
    colleague=WORDS,
    shows=(ShownToSearch.NAME, ShownToSearch.EMAIL),
    words=WORDS,
    until=TODAY,
)
AGAIN = GIVEN.model_copy(update={"link": OTHER})
REVOKED, ANSWERED = SearchLinkRevoked(link=LINK), SearchLinkAnswered(link=LINK)
FOUND = SearchCompleted(system="crm", result=SearchResult.NONE)
SAMPLES = (GIVEN, REVOKED, ANSWERED)
_WHY = "what a link opens is no part of the course of a request; its result is a search"
NOT_MODELLED = dict.fromkeys(("give_search_link", "revoke_search_link", "answer_search_link"), _WHY)


@pytest.mark.parametrize(
    ("then", "opens"),
    [
        ((), []),
        ((ASKED, GIVEN), [LINK]),
        ((ASKED, GIVEN, AGAIN), [LINK, OTHER]),
        ((ASKED, GIVEN, REVOKED), []),
        ((ASKED, GIVEN, AGAIN, ANSWERED), [OTHER]),
        ((ASKED, GIVEN, FOUND), []),
        ((ASKED, GIVEN, FOUND, ASKED), []),
        ((ASKED, GIVEN, FOUND, ASKED, AGAIN), [OTHER]),
    ],
)
def test_a_link_opens_while_its_search_is_asked_and_it_is_not_used(
    then: tuple[Event, ...], opens: list[UUID]
) -> None:
    request = given(received(), *then)

    assert [one.link for one in open_links(request, TODAY)] == opens


def test_a_link_opens_until_its_last_day() -> None:
    request = given(received(), ASKED, GIVEN)

    assert not [*open_links(request, TODAY + timedelta(days=1))]


def test_what_was_not_asked_gets_no_link_and_no_day_that_is_over() -> None:
    request = given(received(), ASKED)
    with pytest.raises(OutOfOrderError, match="nothing was asked there"):
        request.give_search_link(
            NOW, link=LINK, system="erp", colleague=WORDS, shows=(), until=TODAY
        )
    with pytest.raises(OutOfOrderError, match="the last day of the link is over"):
        request.give_search_link(
            NOW, link=LINK, system="crm", colleague=WORDS, shows=(), until=date(2020, 1, 1)
        )


def test_a_link_is_used_or_taken_back_once() -> None:
    for gone in (REVOKED, ANSWERED):
        request = given(received(), ASKED, GIVEN, gone)
        with pytest.raises(OutOfOrderError, match="opens nothing any more"):
            request.answer_search_link(NOW, link=LINK)
        with pytest.raises(OutOfOrderError, match="opens nothing any more"):
            request.revoke_search_link(NOW, link=LINK)
