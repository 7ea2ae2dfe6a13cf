"""Documents of a request, and letters that carry them."""

from base64 import b64decode
from email.message import EmailMessage
from uuid import UUID

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import FileDisclosure, Tier
from griffie.application.maintenance.values_told import TIERS
from griffie.application.sending.letter import send_letter
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest
from tests.sending.letters import ANSWER, decided

COPY = DocumentKind.DELIVERED_COPY
CSV = b"naam;sinds\r\nAn Peeters;2019\r\n"


def filed(
    store: Store, request: UUID, document: FileDisclosure, kind: DocumentKind = COPY
) -> Sealed:
    """A document put under a request, as one of a kind."""
    size = len(b64decode(document.value["content"]))
    document.tier = TIERS[kind]
    now = store.engine.now(OPERATOR)
    store.engine.requests.add_document(request, now, kind, document, size)
    return document.sealed


def a_copy(
    content: bytes = CSV, media_type: str = "text/csv", name: str = "An Peeters.csv"
) -> FileDisclosure:
    """A document that may be handed over."""
    return FileDisclosure(name, media_type, content, Tier.COPIES)


def sent_with(store: Store, *files: Sealed, request: UUID, **said: object) -> RightsRequest:
    """An answer in the outbox, with files of its request."""
    letter = ANSWER.model_copy(update={"files": files, **said})
    return send_letter(store.engine, request, letter, OPERATOR)


def told_with_a_file(store: Store) -> UUID:
    """An answer in the outbox that carries one file."""
    request = decided(store)
    sent_with(store, filed(store, request, a_copy()), request=request)
    return request


def files_of(mail: EmailMessage) -> list[tuple[str, str, bytes]]:
    """Media type, name and octets of what a message carries."""
    return [
        (one.get_content_type(), str(one.get_filename()), one.get_payload(decode=True))  # type: ignore[misc]
        for one in mail.iter_attachments()
    ]


def event(store: Store, request: UUID, kind: type) -> object:
    (found,) = [one for one in store.engine.requests.history(request) if isinstance(one, kind)]
    return found


def covered(store: Store, request: UUID, original: Sealed) -> Sealed:
    """A covered copy, recorded as the painter does."""
    copy, now = filed(store, request, a_copy(b"naam;sinds")), store.engine.now(OPERATOR)
    found = store.engine.requests.load(request)
    because = FileDisclosure("b", "text/plain", b"De rechten van een ander.")
    found.redact_document(
        now,
        original=original,
        document=copy,
        grounds=("gdpr/15/4",),
        because=because.sealed,
        places=1,
    )
    store.engine.requests.save(found, locked=store.engine.vault.lock(request, [because]))
    return copy
