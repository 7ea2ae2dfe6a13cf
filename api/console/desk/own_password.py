"""My account: one's own password and second factor, changed by who knows the password."""

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, get_args

from fastapi import Request
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.frame.passkeys import LARGEST_ANSWER, site_of
from griffie.api.console.frame.qr import factor_address, qr_of
from griffie.api.console.frame.rendering import speech_for
from griffie.api.console.frame.sign_in import origin_of, require_proof
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import RequestRefusedError
from griffie.api.words.names import msg
from griffie.application.access.passkeys import Answer as PasskeyAnswer
from griffie.application.access.password_rules import check_typed_twice
from griffie.application.access.roles import Account
from griffie.application.access.sign_in import Next
from griffie.domain.model.errors import BadInputError

DONE = {
    "change-password": msg(
        "Your password is changed. Every other browser that was signed in with it is signed out."
    ),
    "add-passkey": msg("The passkey is added. You can sign in with it from now on."),
    "end-own-factor": msg("No code is asked of you any more."),
}
_WRONG = msg("This is not your password")
_WAIT = msg("That failed too often. Wait a few minutes, then try again")
_CODE = msg("This code is not right. Wait for the next one")
_NO_PASSKEY = msg("The device did not answer as it should. Try again")
_TOO_LONG = msg("That took too long. Begin again")

Typed = Annotated[str, StringConstraints(max_length=500)]
Deed = Literal["change-password", "learn-factor", "set-factor", "end-own-factor", "add-passkey"]
DEEDS: tuple[str, ...] = get_args(Deed)


class OwnForm(BaseModel):
    """What such a form sends."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    do: Deed
    old: Typed = ""
    """The password as it is."""
    password: Typed = ""
    again: Typed = ""
    code: Typed = ""
    ticket: Annotated[str, StringConstraints(max_length=2_000)] = ""
    label: Annotated[str, StringConstraints(max_length=100)] = ""
    """What a new passkey is called."""
    said: Annotated[str, StringConstraints(max_length=LARGEST_ANSWER)] = ""
    """What a device with a new passkey says."""


class Learning(NamedTuple):
    """A second factor that is being set up: what the app must learn."""

    ticket: str
    secret: str
    qr: Markup


class Answer(NamedTuple):
    """What came of a form."""

    do: str
    errors: dict[str, str] = {}  # noqa: RUF012 - nothing writes to it
    cookie: str = ""
    """Of a session that takes the place of the one that was ended."""
    learning: Learning | None = None
    recovery_codes: Sequence[str] = ()


def is_own_form(entered: Entered) -> bool:
    """Whether a form asks for one of these deeds."""
    return entered.get("do", [""])[0] in DEEDS


def change_own(http: Request, account: Account, entered: Entered) -> Answer:
    """Carry out a form of one's own. Raises RequestRefusedError (400) for what no form sends.

    Also NoSuchAccountError, ContentionError.
    """
    try:
        form = OwnForm.model_validate({name: values[0] for name, values in entered.items()})
    except ValidationError:
        raise RequestRefusedError(
            400, "malformed", "Malformed", "There is no such field."
        ) from None
    if form.do == "add-passkey":
        return _add_passkey(http, account, form)
    if form.do == "set-factor":
        return _set_factor(http, account, form)
    if wrong := _not_confirmed(http, account, form.old):
        return Answer(form.do, {"old": wrong})
    if form.do == "change-password":
        return _change_password(http, account, form)
    engine = engine_of(http)
    if form.do == "end-own-factor":
        if account.role in engine.credentials.demanded:
            raise RequestRefusedError(409, "demanded", "Demanded", "Your role must give a code.")
        engine.credentials.end_factor(account.id, engine.now(account))
        return Answer(form.do)
    secret = engine.credentials.new_secret()
    ticket = engine.sign_in.factor_ticket(account, secret)
    return Answer(form.do, learning=_learning(http, account, ticket, secret))


def _not_confirmed(http: Request, account: Account, old: str) -> str:
    """Why who is signed in may not change it; empty where they know the password."""
    confirmed = engine_of(http).sign_in.confirm(account, old, origin_of(http)).next
    if confirmed is Next.IN:
        return ""
    return speech_for(http).say(_WAIT if confirmed is Next.WAIT else _WRONG)


def _add_passkey(http: Request, account: Account, form: OwnForm) -> Answer:
    """Raises NotProvedError: a browser that somebody left open must not be enough."""
    require_proof(http)
    engine, answer = engine_of(http), PasskeyAnswer(form.ticket, form.said, site_of(http))
    added = engine.passkeys.add(account.id, answer, form.label, engine.now(account))
    return Answer(form.do, {} if added else {"passkey": speech_for(http).say(_NO_PASSKEY)})


def _change_password(http: Request, account: Account, form: OwnForm) -> Answer:
    engine = engine_of(http)
    before = engine.credentials.password_of(account.id)
    try:
        check_typed_twice(form.password, form.again)
        new = engine.credentials.choose(account.id, form.password, engine.now(account))
    except BadInputError as error:
        return Answer(form.do, of_bad_input(error, speech_for(http)))
    signed_in_with_it = before is not None and before.id == account.token_id
    return Answer(form.do, cookie=engine.sign_in.session_of(new) if signed_in_with_it else "")


def _set_factor(http: Request, account: Account, form: OwnForm) -> Answer:
    engine = engine_of(http)
    secret = engine.sign_in.factor_secret(account, form.ticket)
    if secret is None:
        return Answer("learn-factor", {"old": speech_for(http).say(_TOO_LONG)})
    now = engine.now(account)
    codes = engine.credentials.set_factor(account.id, secret, form.code, now)
    if codes is None:
        learning = _learning(http, account, form.ticket, secret)
        return Answer(form.do, {"code": speech_for(http).say(_CODE)}, learning=learning)
    return Answer(form.do, recovery_codes=codes)


def _learning(http: Request, account: Account, ticket: str, secret: str) -> Learning:
    password = engine_of(http).credentials.password_of(account.id)
    name = password.sign_in_name if password else ""
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Learning(ticket, spaced, qr_of(factor_address(http, name, secret), speech_for(http)))
