"""The links by which colleagues without an account answer searches, as an answer: no name."""

from datetime import date
from uuid import UUID

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.domain.steps.search_links import SearchLinkGiven, ShownToSearch


# A link that still opens a search.
class SearchLinkShown(AnswerModel):
    link: UUID = Field(description="Its id, by which it is taken back. It opens nothing.")
    system: str
    shows: list[ShownToSearch]
    given_on: date
    until: date = Field(description="The last day on which it opens.")


# The links of a request that still open something.
class SearchLinksShown(AnswerModel):
    items: list[SearchLinkShown]


def link_shown(given: SearchLinkGiven) -> SearchLinkShown:
    """One link."""
    return SearchLinkShown(
        link=given.link,
        system=given.system,
        shows=list(given.shows),
        given_on=given.recorded_on,
        until=given.until,
    )
