"""The pages of a bundle for people. They are no evidence; the files beside them are."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from griffie.api.papers.dossier.register_page import BundleRegisterPage
from griffie.api.papers.dossier.rendering import VERIFY, render
from griffie.api.papers.dossier.request_page import BundleRequestPage
from griffie.api.papers.dossier.verify_page import verify_page
from griffie.api.words.checkpoint_lines import read_checkpoint_lines
from griffie.api.words.names import ROLES
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.application.dossier.bundle_subject import BundleSubject
from griffie.application.register.view import RegisterView
from griffie.domain.law import Language

RoleOf = Callable[[str], Role | None]
"""The role of an account, by its id."""
Current = Callable[[], RegisterView]
"""The register, after everything recorded so far."""


def pages(subject: BundleSubject, *, role_of: RoleOf, register: Current) -> Mapping[str, bytes]:
    """The pages by file name, in the language of the reader and in English.

    The GBA can ask for English too. No page holds personal data that were not opened for the
    reader.
    """
    found = {"VERIFY.md": VERIFY, "verify.html": verify_page()}
    for language in dict.fromkeys((subject.reader.language, Language.EN)):
        found.update(pages_in_language(subject, Speech(language), role_of, register))
    return found


def pages_in_language(
    subject: BundleSubject, speech: Speech, role_of: RoleOf, register: Current
) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the pages in one language."""
    shown = bundle_values(subject, speech)
    language = speech.language.value
    if subject.request:
        page: Any = BundleRequestPage(subject, subject.request, speech, role_of)
        template = "request.html"
    else:
        page, template = BundleRegisterPage(subject, register(), speech), "register.html"
    yield f"dossier.{language}.html", render(template, speech, page=page, **shown)
    yield f"README.{language}.html", render("readme.html", speech, page=page, **shown)


def bundle_values(subject: BundleSubject, speech: Speech) -> dict[str, Any]:
    """The values that every page needs: about the bundle itself."""
    account, at, _ = subject.reader
    return {
        "subject": subject,
        "signed": read_checkpoint_lines(subject.checkpoint),
        "key_id": subject.vkey.split("+")[1],
        "fingerprint": sha256(subject.vkey.encode()).hexdigest(),
        "made_at": speech.instant(at),
        "made_for": account.id,
        "role": speech.say(ROLES[account.role]),
    }
