"""The pages of a bundle that people read. They are no evidence; what lies beside them is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from griffie.api.console.oversight.audit_page import signed
from griffie.api.papers.dossier.frame import VERIFY, rendered
from griffie.api.papers.dossier.register_page import RegisterPage
from griffie.api.papers.dossier.request_page import RequestPage
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


def pages(case: BundleSubject, *, role_of: RoleOf, register: Current) -> Mapping[str, bytes]:
    """Names and contents: in the reader's language and in English, which the GBA can ask for too.

    None holds personal data that were not opened for the reader.
    """
    found = {"VERIFY.md": VERIFY}
    for language in dict.fromkeys((case.reader.language, Language.EN)):
        found.update(spoken(case, Speech(language), role_of, register))
    return found


def spoken(
    case: BundleSubject, speech: Speech, role_of: RoleOf, register: Current
) -> Iterator[tuple[str, bytes]]:
    shown = about(case, speech)
    language = speech.language.value
    if case.request:
        page: Any = RequestPage(case, case.request, speech, role_of)
        template = "request.html"
    else:
        page, template = RegisterPage(case, register(), speech), "register.html"
    yield f"dossier.{language}.html", rendered(template, speech, page=page, **shown)
    yield f"README.{language}.html", rendered("readme.html", speech, page=page, **shown)


def about(case: BundleSubject, speech: Speech) -> dict[str, Any]:
    """What every page says of the bundle in which it lies."""
    account, at, _ = case.reader
    return {
        "case": case,
        "signed": signed(case.checkpoint),
        "key_id": case.vkey.split("+")[1],
        "made_at": speech.instant(at),
        "made_for": account.id,
        "role": speech.say(ROLES[account.role]),
    }
