"""Signing in with a name and a password, step by step.

Name and password; then a code, where the account has a second factor; then a password of one's own,
where an administrator made the first; then a second factor, where the role must have one. Between
two steps the browser keeps a ticket, which says what was shown so far. A wrong name and a wrong
password look the same and take the same work.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import uuid4

from griffie.application.access.credentials import Credentials
from griffie.application.access.delays import Count, Delays
from griffie.application.access.passwords import Password, Passwords, Tickets, TooManyAtOnceError
from griffie.application.access.roles import Account
from griffie.domain.model.setting import Occasion

DEVICE_LASTS = 180 * 86_400
"""Seconds that a browser is known after it signed in last. [P]"""
_STEP_LASTS = 900
"""Seconds within which the next step is taken. [P]"""
_FREE, _FREE_OF_ADDRESS, _FREE_CODES = 5, 30, 20
"""Failures without delay: of one name from one address (or of a known browser), of all names from
one address, and wrong codes after a right password from anywhere. [P]"""
_STEP, _DEVICE = "sign-in", "device"


class Origin(NamedTuple):
    """From where somebody signs in."""

    address: str
    """Under what it is counted: one subscriber."""
    device: str
    """The ticket that this browser got when it signed in before; empty where it has none."""


class Next(StrEnum):
    """What comes next."""

    IN = "in"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    FACTOR = "factor"
    WRONG = "wrong"
    WAIT = "wait"
    AGAIN = "again"
    """The step took too long, or the password changed meanwhile: begin again."""
    AWAY = "away"
    """The sign-in provider of the office does not answer."""
    REFUSED = "refused"
    """Nobody was signed in at the provider, or what it said is not believed."""
    NO_ROLE = "no_role"
    """Who signed in at the provider has no role here, or their account was ended."""


class Outcome(NamedTuple):
    """Where somebody stands who signs in."""

    next: Next
    ticket: str = ""
    """For the next step."""
    cookie: str = ""
    """Of the session that was opened."""
    device: str = ""
    """By which this browser is known from now on."""
    secret: str = ""
    """With `FACTOR`: what the app must learn, in base 32."""
    sign_in_name: str = ""
    """With `FACTOR` and `PASSWORD`: under which name."""
    recovery_codes: Sequence[str] = ()
    """With `IN`, where a second factor was just set: shown once."""
    wait: float = 0.0
    """With `WAIT`: seconds."""


class _Shown(NamedTuple):
    """What a ticket says was shown."""

    account: str
    password: str
    coded: bool = False
    secret: str = ""


class SignIn:
    """The steps of signing in with a password; safe from any thread."""

    def __init__(
        self,
        passwords: Passwords,
        credentials: Credentials,
        *,
        tickets: Tickets,
        delays: Delays,
        occasion: Callable[[Account], Occasion],
        held_up: Callable[[str], None],
    ) -> None:
        """`held_up` is told of an account, by its id, at which somebody must wait."""
        self._passwords, self._credentials = passwords, credentials
        self._tickets, self._delays = tickets, delays
        self._occasion, self._held_up = occasion, held_up

    def begin(self, sign_in_name: str, password: str, origin: Origin) -> Outcome:
        """The first step. `WRONG` says neither what was wrong nor whether the name exists."""
        account = self._passwords.owner_of(sign_in_name)
        counts = self._counts(self._passwords.key_of(sign_in_name), account, origin)
        if wait := self._enter(account, counts):
            return wait
        known = len(counts) == 1
        try:
            found = self._passwords.check(sign_in_name, password, known=known)
        except TooManyAtOnceError:
            self._delays.forgive(*counts)
            return Outcome(Next.WAIT, wait=2.0)
        if found is None:
            return Outcome(Next.WRONG)
        self._delays.forgive(*counts)
        return self._go_on(found, _Shown(found.account_id, found.id), origin)

    def give_code(self, ticket: str, code: str, origin: Origin) -> Outcome:
        """The second step: a code of an app, or a recovery code."""
        shown, password = self._read(ticket)
        if shown is None or password is None or password.factor is None:
            return Outcome(Next.AGAIN)
        if device := self._device(shown.account, origin):
            counts = [Count(f"code of browser {device}", _FREE)]
        else:
            counts = [
                Count(f"code of {shown.account} from {origin.address}", _FREE),
                Count(f"code of {shown.account}", _FREE_CODES),
            ]
        if wait := self._enter(shown.account, counts):
            return wait._replace(ticket=ticket)
        if not self._credentials.take_code(shown.account, code, self._now(password)):
            return Outcome(Next.WRONG, ticket)
        self._delays.forget(*counts)
        return self._go_on(password, shown._replace(coded=True), origin)

    def choose_password(self, ticket: str, password: str, origin: Origin) -> Outcome:
        """A password of one's own, in the place of a one-time password.

        Raises BadInputError: too short, or guessed first; ContentionError.
        """
        shown, old = self._read(ticket)
        if shown is None or old is None or old.until is None or self._code_is_due(shown, old):
            return Outcome(Next.AGAIN)
        new = self._credentials.choose(old.account_id, password, self._now(old))
        return self._go_on(new, shown._replace(password=new.id), origin)

    def set_factor(self, ticket: str, code: str, origin: Origin) -> Outcome:
        """A second factor, where the role must have one. Raises ContentionError."""
        shown, password = self._read(ticket)
        if shown is None or password is None or password.until or not shown.secret:
            return Outcome(Next.AGAIN)
        if password.factor is not None:
            return Outcome(Next.AGAIN)
        now = self._now(password)
        codes = self._credentials.set_factor(shown.account, shown.secret, code, now)
        if codes is None:
            return self._factor_step(password, shown, ticket)
        set_now = self._passwords.of(shown.account) or password
        done = self._go_on(set_now, shown._replace(coded=True), origin)
        return done._replace(recovery_codes=codes)

    def session_of(self, password: Password) -> str:
        """The cookie of a new session, for who just changed the password; empty where it ended."""
        return self._passwords.open_session(password.id) or ""

    def factor_ticket(self, account: Account, secret: str) -> str:
        """A ticket that keeps the secret of a second factor while its owner sets it up."""
        return self._tickets.make(_STEP, _Shown(account.id, account.token_id, secret=secret))

    def factor_secret(self, account: Account, ticket: str) -> str | None:
        """The secret in a ticket of `factor_ticket` for this account; None where it is too old."""
        shown, _ = self._read(ticket)
        return shown.secret if shown and shown.account == account.id else None

    def confirm(self, account: Account, password: str, origin: Origin) -> Outcome:
        """Whether who is signed in knows the password: `IN`, `WRONG` or `WAIT`.

        Asked before a password or a second factor is changed: a session alone, in a browser that
        somebody left open, must not be enough.
        """
        now = self._passwords.of(account.id)
        if now is None:
            return Outcome(Next.WRONG)
        counts = [Count(f"confirm {account.id} from {origin.address}", _FREE)]
        if wait := self._enter(account.id, counts):
            return wait
        if self._passwords.check(now.sign_in_name, password, known=True) is None:
            return Outcome(Next.WRONG)
        self._delays.forget(*counts)
        return Outcome(Next.IN)

    def _go_on(self, password: Password, shown: _Shown, origin: Origin) -> Outcome:
        """The next step that is still due; a session where none is."""
        account = self._passwords.account_of(password.id)
        if account is None:
            return Outcome(Next.AGAIN)
        name = password.sign_in_name
        if self._code_is_due(shown, password):
            return Outcome(Next.CODE, self._tickets.make(_STEP, shown))
        if password.until is not None:
            return Outcome(Next.PASSWORD, self._tickets.make(_STEP, shown), sign_in_name=name)
        if password.factor is None and account.role in self._credentials.demanded:
            new = shown._replace(secret=self._credentials.new_secret())
            return self._factor_step(password, new, self._tickets.make(_STEP, new))
        cookie = self._passwords.open_session(password.id)
        if cookie is None:
            return Outcome(Next.AGAIN)
        self._delays.forget(*self._counts(self._passwords.key_of(name), account.id, origin)[:1])
        device = self._device(account.id, origin) or uuid4().hex
        ticket = self._tickets.make(_DEVICE, [account.id, device])
        return Outcome(Next.IN, cookie=cookie, device=ticket)

    def _factor_step(self, password: Password, shown: _Shown, ticket: str) -> Outcome:
        name = password.sign_in_name
        return Outcome(Next.FACTOR, ticket, secret=shown.secret, sign_in_name=name)

    def _code_is_due(self, shown: _Shown, password: Password) -> bool:
        return password.factor is not None and not shown.coded

    def _read(self, ticket: str) -> tuple[_Shown | None, Password | None]:
        """What a ticket says, and the password that it names, where that is good still."""
        said = self._tickets.read(_STEP, ticket, _STEP_LASTS)
        if not isinstance(said, list):
            return None, None
        shown = _Shown(*said)
        password = self._passwords.of(shown.account)
        alive = password and self._passwords.account_of(password.id)
        return shown, password if password and alive and password.id == shown.password else None

    def _device(self, account: str, origin: Origin) -> str | None:
        """The id of a browser that signed in to this account before."""
        said = self._tickets.read(_DEVICE, origin.device, DEVICE_LASTS) if origin.device else None
        return str(said[1]) if isinstance(said, list) and said[0] == account else None

    def _counts(self, key: str, account: str | None, origin: Origin) -> list[Count]:
        """What a try counts for: a known browser for itself, everybody else for their address."""
        if account and (device := self._device(account, origin)):
            return [Count(f"browser {device}", _FREE)]
        return [
            Count(f"{key} from {origin.address}", _FREE),
            Count(f"from {origin.address}", _FREE_OF_ADDRESS),
        ]

    def _enter(self, account: str | None, counts: Sequence[Count]) -> Outcome | None:
        wait = self._delays.enter(*counts)
        if not wait:
            return None
        if account:
            self._held_up(account)
        return Outcome(Next.WAIT, wait=wait)

    def _now(self, password: Password) -> Occasion:
        account = self._passwords.account_of(password.id)
        assert account is not None
        return self._occasion(account)
