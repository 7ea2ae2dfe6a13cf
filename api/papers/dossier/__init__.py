"""The pages of a bundle that people read. They are no evidence; what lies beside them is."""

from collections.abc import Iterator, Mapping
from typing import Any

from griffie.api.console.oversight.audit_page import signed
from griffie.api.papers.dossier.frame import VERIFY, rendered
from griffie.api.papers.dossier.register_page import RegisterPage
from griffie.api.papers.dossier.request_page import RequestPage
from griffie.api.words.names import ROLES
from griffie.api.words.speech import Speech
from griffie.application.dossier.subject import Case
from griffie.application.engine import Engine
from griffie.domain.law import Language


def pages(engine: Engine, case: Case) -> Mapping[str, bytes]:
    """Names and contents: in the reader's language and in English, which the GBA can ask for too.

    None holds personal data that were not opened for the reader.
    """
    found = {"VERIFY.md": VERIFY}
    for language in dict.fromkeys((case.reader.language, Language.EN)):
        found.update(spoken(engine, case, Speech(language)))
    return found


def spoken(engine: Engine, case: Case, speech: Speech) -> Iterator[tuple[str, bytes]]:
    shown = about(case, speech)
    language = speech.language.value
    if case.request:
        page: Any = RequestPage(case, case.request, speech, engine.access.role_of)
        template = "request.html"
    else:
        page, template = RegisterPage(case, engine.current(), speech), "register.html"
    yield f"dossier.{language}.html", rendered(template, speech, page=page, **shown)
    yield f"README.{language}.html", rendered("readme.html", speech, page=page, **shown)


def about(case: Case, speech: Speech) -> dict[str, Any]:
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
