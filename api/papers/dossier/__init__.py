"""The pages of a bundle for people. They are no evidence; the files beside them are."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from griffie.api.papers.dossier.inspection_paper import inspection_paper
from griffie.api.papers.dossier.register_page import BundleRegisterPage
from griffie.api.papers.dossier.rendering import VERIFY, render
from griffie.api.papers.dossier.request_page import BundleRequestPage
from griffie.api.papers.dossier.verify_page import verify_page
from griffie.api.papers.paper.paper import Paper
from griffie.api.papers.paper.pdf import paper_pdf
from griffie.api.words.checkpoint_lines import read_checkpoint_lines
from griffie.api.words.names import ROLES
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.application.controller.profile import ControllerProfile
from griffie.application.dossier.bundle_subject import BundleSubject
from griffie.application.dossier.inspection import InspectionFacts
from griffie.application.register.view import RegisterView
from griffie.domain.law import Language
from griffie.domain.log.names import number_of
from griffie.domain.request.reference import reference

RoleOf = Callable[[str], Role | None]
"""The role of an account, by its id."""
Current = Callable[[], RegisterView]
"""The register, after everything recorded so far."""


class Around(NamedTuple):
    """What the pages show that stands in no event."""

    role_of: RoleOf
    register: Current
    profile: ControllerProfile


def pages(around: Around, subject: BundleSubject) -> Mapping[str, bytes]:
    """The pages by file name, in the language of the reader and in English.

    The GBA can ask for English too. No page holds personal data that were not opened for the
    reader.
    """
    found = {"VERIFY.md": VERIFY, "verify.html": verify_page()}
    for language in dict.fromkeys((subject.reader.language, Language.EN)):
        found.update(pages_in_language(subject, Speech(language), around))
    if subject.inspection:
        found["inspection.pdf"] = paper_pdf(
            _inspected(subject, subject.inspection, Speech(subject.reader.language), around)
        )
    return found


def pages_in_language(
    subject: BundleSubject, speech: Speech, around: Around
) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the pages in one language."""
    shown = bundle_values(subject, speech)
    language = speech.language.value
    page: Any
    if subject.request:
        page = BundleRequestPage(subject, subject.request, speech, around.role_of)
        template = "request.html"
    elif subject.inspection:
        page, template = _inspected(subject, subject.inspection, speech, around), "inspection.html"
        for one in subject.of_each:
            assert one.request is not None
            name = f"request-{reference(one.request.id)}.{language}.html"
            shown_alone = BundleRequestPage(one, one.request, speech, around.role_of)
            yield name, render("request.html", speech, page=shown_alone, **shown | {"subject": one})
    else:
        page, template = BundleRegisterPage(subject, around.register(), speech), "register.html"
    yield f"dossier.{language}.html", render(template, speech, page=page, **shown)
    yield f"README.{language}.html", render("readme.html", speech, page=page, **shown)


def _inspected(
    subject: BundleSubject, facts: InspectionFacts, speech: Speech, around: Around
) -> Paper:
    return inspection_paper(subject, facts, around.profile, speech, around.role_of)


def bundle_values(subject: BundleSubject, speech: Speech) -> dict[str, Any]:
    """The values that every page needs: about the bundle itself."""
    account, at, _ = subject.reader
    return {
        "subject": subject,
        "signed": read_checkpoint_lines(subject.checkpoint),
        "key_id": subject.vkey.split("+")[1],
        "fingerprint": sha256(subject.vkey.encode()).hexdigest(),
        "references": {reference(one.request.id) for one in subject.of_each if one.request},
        "continues": number_of(subject.origin) > 1,
        "made_at": speech.instant(at),
        "made_for": account.id,
        "role": speech.say(ROLES[account.role]),
    }
