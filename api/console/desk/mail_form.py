"""What the forms share that write to somebody else than the requester: a colleague, a recipient."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from fastapi import Request, Response
from pydantic import ValidationError

from griffie.api.console.desk.entered import Entered, entered_text
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.frame.rendering import speech_for
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.refusal_record import record_refusal
from griffie.api.words.search_words import SHOWN
from griffie.application.access.roles import Account
from griffie.application.requests.requests import Once
from griffie.application.views import problem_type
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.steps.search_links import ShownToSearch

USUAL = (ShownToSearch.NAME.value, ShownToSearch.EMAIL.value)
"""What of the requester is ticked before anybody chose."""


class MailForm(NamedTuple):
    """The form as it was typed, and what is wrong with it by field (empty: with the whole)."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    shows: Sequence[tuple[str, str, bool]]
    """What of the requester may be shown: value, words, whether it is ticked."""
    languages: Sequence[tuple[str, str]]
    key: str
    """Sent twice, the form does nothing twice."""


def mail_form(
    http: Request, texts: Sequence[str], entered: Entered, errors: Mapping[str, str]
) -> MailForm:
    """The form with what was typed in the fields `texts`; the language is that of the office."""
    speech, profile = speech_for(http), engine_of(http).profile
    ticked = entered.get("shows", ())
    language = entered_text(entered, "language") or profile.languages.default.value
    return MailForm(
        typed={one: entered_text(entered, one) for one in texts} | {"language": language},
        errors=errors,
        shows=[(one.value, speech.say(said), one in ticked) for one, said in SHOWN.items()],
        languages=[(one.value, speech.tongue(one)) for one in Language],
        key=secrets.token_urlsafe(KEY_BYTES),
    )


def said_in(entered: Entered, texts: Sequence[str]) -> dict[str, object]:
    """What a body is told: the fields that were filled in, and what is to be shown."""
    said = {name: value for name in texts if (value := entered_text(entered, name))}
    return {**said, "shows": tuple(entered.get("shows", ()))}


def once_in(http: Request, account: Account, entered: Entered) -> Once | None:
    """By what a form that is sent twice is known."""
    key = entered_text(entered, "once") or None
    return once_only(engine_of(http), account, http.url.path, key, repr(entered).encode())


def attempt(http: Request, act: Callable[[], Response]) -> Response | dict[str, str]:
    """What an act answers; or what was wrong with the form, a refusal recorded."""
    speech = speech_for(http)
    try:
        return act()
    except ValidationError as wrong:
        return of_validation(wrong, speech)
    except BadInputError as wrong:
        return of_bad_input(wrong, speech)
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
        return {"": objection(refused, speech).why}
