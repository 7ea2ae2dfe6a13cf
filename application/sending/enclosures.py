"""The files of a letter: which are offered, whether they go with the e-mail or by a link, and how.

The outbox names documents and holds none: they are opened when the letter leaves. What was
destroyed or covered meanwhile, or may not go to this person any more, keeps the letter back.
"""

from collections.abc import Collection, Iterator, Sequence
from mimetypes import MimeTypes
from pathlib import PurePath
from typing import NamedTuple

from griffie.application.engine import Engine
from griffie.application.letters.letter import BLANK
from griffie.application.letters.paper import paper_of
from griffie.application.letters.phrases import Speaker
from griffie.application.portal.answer_link import answer_link
from griffie.application.portal.handed_out import FETCHED_FOR, holds_the_code
from griffie.application.sending.mail import EnclosedFile
from griffie.application.views.documents import OpenedDocument, opened_document
from griffie.domain.errors import ConflictError
from griffie.domain.events import CopyDelivered, DocumentAdded, MailQueued, RequesterInformed
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.values import Sealed
from griffie.domain.request.outgoing_mail import MailStanding
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel, Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import mails
from griffie.domain.steps.enclosures import check_enclosed, may_enclose
from griffie.domain.steps.unsendable import no_portal, not_held

MOST = 20
"""So many files go with one letter. [P]"""
_MB = 1_000_000
_LINE, _BREAK = 76, 2
_TYPES = MimeTypes()
"""As Python knows them: what a machine says besides would change names from one to another."""
_ENDINGS = frozenset(
    {"csv", "docx", "eml", "gif", "htm", "html", "jpeg", "jpg", "json", "ods", "odt", "pdf"}
    | {"png", "txt", "webp", "xlsx", "xml", "zip"}
)
"""Endings that are taken over from a document: any other could be a part of somebody's name."""


class OfferedFile(NamedTuple):
    """A document that may go with a letter. Its name is personal: it is not here."""

    document: Sealed
    added: DocumentAdded
    handed_over: bool
    """Whether it was recorded as handed over by e-mail, and no letter carried it yet."""

    @property
    def encoded(self) -> int:
        """Its octets as an e-mail carries them."""
        return encoded_size(self.added.size)


class WithheldError(ConflictError):
    """A file that was to go with a letter may not go any more."""

    code = "file-withheld"
    sentence = "A file that was to go with the letter may not go any more"
    remedy = "send the letter once more, with the files that may go today"


def encoded_size(octets: int) -> int:
    """How many octets a file has in an e-mail: Base64 in lines (RFC 2045 §6.8)."""
    characters = -(-octets // 3) * 4
    return characters + -(-characters // _LINE) * _BREAK


def most_attached(engine: Engine) -> int:
    """How many octets go with an e-mail, as encoded; 0: none ever."""
    return engine.profile.mail.most_attached_mb * _MB


def offered_files(engine: Engine, request: RightsRequest) -> list[OfferedFile]:
    """The documents that may go with a letter, in the order in which they were filed."""
    if request.erased:
        return []
    may = may_enclose(request)
    history = engine.requests.history(request.id)
    added = {one.document: one for one in history if isinstance(one, DocumentAdded)}
    handed = set(_handed_over(request))
    return [OfferedFile(one, added[one], one in handed) for one in may]


def _handed_over(request: RightsRequest) -> Iterator[Sealed]:
    posted = mails(request)
    sent = {
        file
        for one in posted
        if one.standing is not MailStanding.STOPPED
        for file in one.queued.files
    }
    for event in request.kept_events:
        if isinstance(event, CopyDelivered) and event.channel is Channel.EMAIL:
            yield from (one for one in event.documents if one not in sent)


def by_link(
    engine: Engine, request: RightsRequest, files: Collection[Sealed], to: Sealed, *, asked: bool
) -> bool:
    """Whether files go by a link of the portal: where that is asked, or they are too large.

    Raises OutOfOrderError where they must, and cannot; BadInputError where there are too many.
    """
    if not files:
        return False
    if len(files) > MOST:
        raise BadInputError("files", f"more than {MOST}")
    sizes = sum(one.encoded for one in offered_files(engine, request) if one.document in files)
    if not asked and sizes <= most_attached(engine) > 0:
        return False
    if engine.profile.mail.portal is None:
        raise no_portal()
    if not holds_the_code(request, to):
        raise not_held()
    return True


def enclosed(
    engine: Engine, request: RightsRequest, queued: MailQueued
) -> tuple[EnclosedFile, ...]:
    """The files of a letter that leaves now, each time the same. Raises WithheldError.

    Their names say what they are and our reference; what a document is called may name somebody.
    """
    if queued.by_link or not queued.files:
        return ()
    opened = engine.vault.open(request.id, queued.files)
    found = [opened_document(opened, one) for one in queued.files]
    whole = [one for one in found if one is not None]
    if len(whole) < len(found):
        raise WithheldError
    stem = Speaker(queued.language or request.language).say("file/enclosed")
    return tuple(
        EnclosedFile(
            f"{stem} {number} - {reference(request.id)}.{_ending(one)}", one.octets, one.media_type
        )
        for number, one in enumerate(whole, 1)
    )


def on_paper(
    engine: Engine, request: RightsRequest, queued: MailQueued, words: str, language: Language
) -> tuple[EnclosedFile, ...]:
    """The letter itself as PDF, where the profile asks for it."""
    if not engine.profile.mail.letter_as_pdf:
        return ()
    told = (one for one in request.kept_events if isinstance(one, RequesterInformed))
    papers = (paper_of(one, engine.papers, language) for one in told if one.text == queued.text)
    style = next(papers, BLANK)
    kind, on = queued.letter or Letter.OTHER, queued.told_on or queued.recorded_on
    made = engine.letter_paper(words, kind, language, on, style)
    name = f"{Speaker(language).say('file/letter')} - {reference(request.id)}.pdf"
    return (EnclosedFile(name, made, "application/pdf"),)


def check_still(engine: Engine, request: RightsRequest, queued: MailQueued) -> None:
    """Raises WithheldError where a file of a letter may not go to its address today."""
    try:
        check_enclosed(request, queued.files, queued.to, engine.today())
    except (StepRefusedError, BadInputError):
        raise WithheldError from None


def link_said(
    engine: Engine, request: RightsRequest, queued: MailQueued, language: Language
) -> str:
    """What an e-mail says besides its letter where the files lie at the portal."""
    until = queued.recorded_on + FETCHED_FOR
    said = Speaker(language).say(
        "portal/files",
        portal=f"{engine.profile.mail.portal or ''}{answer_link(engine, request.id, until)}",
        reference=reference(request.id),
        until=until,
        contact=engine.profile.mail.send_from or "",
    )
    return f"\n{said}\n"


def _ending(document: OpenedDocument) -> str:
    own = PurePath(document.name).suffix.lower().removeprefix(".")
    guessed = (_TYPES.guess_extension(document.media_type) or "").removeprefix(".")
    return own if own in _ENDINGS else guessed or "bin"


def total(files: Sequence[OfferedFile]) -> int:
    """How many octets files have in an e-mail, together."""
    return sum(one.encoded for one in files)
