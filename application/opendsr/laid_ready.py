"""What an office laid ready for the controller that handed a request on: `results_url`, §8.3.

It is the one document of a copy that was recorded as handed over by the way on which the request
came; several are made into one file first. It lies at an address of ours for a time, and only the
token of that controller opens it, so the address itself is no secret.
"""

from datetime import date, timedelta
from uuid import UUID

from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.opendsr.message import RequestStatus
from griffie.application.opendsr.processing import Partner, our_id, status_of
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.documents import OpenedDocument, opened_document
from griffie.domain.events import CopyDelivered
from griffie.domain.housekeeping import Export
from griffie.domain.model.values import Sealed
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.deed import is_irregular

READY_FOR = timedelta(days=30)
"""How long it can be fetched, from the day on which it was handed over. [P]"""


def laid_ready(request: RightsRequest, on: date) -> Sealed | None:
    """The document that the controller may fetch on a day in Brussels; None where there is none."""
    if request.erased:
        return None
    for event in reversed(request.kept_events):
        if (
            isinstance(event, CopyDelivered)
            and not is_irregular(event)
            and event.channel is request.channel
            and event.delivered_on <= on <= event.delivered_on + READY_FOR
            and len(event.documents) == 1
        ):
            return event.documents[0]
    return None


def results_of(request: RightsRequest, on: date, domain: str, theirs: object) -> dict[str, str]:
    """The field of a status or a callback that says where it lies; empty where nothing does."""
    if status_of(request) is not RequestStatus.COMPLETED or laid_ready(request, on) is None:
        return {}
    return {"results_url": f"https://{domain}/api/opendsr/v2/requests/{theirs}/results"}


def fetched(engine: Engine, partner: Partner, theirs: UUID, account: Account) -> OpenedDocument:
    """The document, for the controller that handed the request on. That it left is recorded first.

    Raises UnknownRequestError where nothing lies ready, or not any more; KeyUnavailableError,
    ContentionError.
    """
    request = engine.requests.load(our_id(engine, partner, theirs))
    sealed = laid_ready(request, engine.today())
    if sealed is None:
        raise UnknownRequestError
    engine.access_trail.record_export(request, Export.DOCUMENT, engine.now(account))
    document = opened_document(engine.vault.open(request.id, [sealed]), sealed)
    if document is None:
        raise UnknownRequestError
    return document
