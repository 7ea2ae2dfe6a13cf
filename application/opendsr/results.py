"""What a processor laid ready is fetched when a person says so, and kept as a document.

Nothing is fetched by itself: an address that somebody else names is followed only by a person who
wants what lies there, and never to another host than that of the processor.
"""

from collections.abc import Callable
from uuid import UUID

from griffie.application.access.roles import Account
from griffie.application.disclosure import FileDisclosure
from griffie.application.engine import Engine
from griffie.application.maintenance.values_told import TIERS
from griffie.application.opendsr.processors import HandingOn
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.processor_report import last_report, nothing_ready

_NAMED = "opendsr-{}"


def fetch_results(
    engine: Engine,
    handing: HandingOn,
    request_id: UUID,
    mail: UUID,
    account: Account,
    *,
    fits: Callable[[int], None],
) -> RightsRequest:
    """Fetch what lies ready under this id. `fits` raises where so many octets are too much.

    Raises OutOfOrderError where nothing does, UnknownProcessorError, RelayAwayError,
    MailNotTakenError and HandOverCutError where it could not be fetched, and what adding a document
    raises.
    """
    report = last_report(engine.requests.load(request_id), mail)
    if report is None or report.results is None:
        raise nothing_ready()
    url = str(engine.vault.open(request_id, [report.results]).get(report.results, ""))
    if not url:
        raise nothing_ready()
    found = handing.line(report.processor).fetch(url)
    fits(len(found.content))
    kind = DocumentKind.CORRESPONDENCE
    document = FileDisclosure(
        _NAMED.format(report.processor), found.media_type[:255], found.content, TIERS[kind]
    )
    now = engine.now(account)
    return engine.requests.add_document(request_id, now, kind, document, len(found.content))
