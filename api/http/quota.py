"""Refuses a document by which a request would hold more than the role may fill it with."""

from uuid import UUID

from griffie.api.http.problems import RequestRefusedError
from griffie.application.access.quota import MOST_OF_A_REQUEST, fits
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.views.documents import documents_shown


def refuse_over_quota(engine: Engine, account: Account, request_id: UUID, octets: int) -> None:
    """Raises RequestRefusedError (413) where a document of so many octets is too much.

    Asked before anything is sealed. Two uploads at the same moment may both pass: one document more
    harms nobody.
    """
    there = sum(one.size for one in documents_shown(engine.history.lines_of(request_id)).items)
    if not fits(account.role, there, octets):
        most = MOST_OF_A_REQUEST.get(account.role, 0) // 1_000_000
        detail = (
            f"With it the request would hold more than {most:,} MB of documents, up to which your"
            " role may add some. Ask the data protection officer to add it, or leave it elsewhere"
            " and note where."
        )
        raise RequestRefusedError(413, "quota", "The request holds too much", detail)
