"""Passkeys in pages: for which site they are asked, and what a form sends back.

A browser uses passkeys on HTTPS and on this machine (`localhost`) alone, and only with a script:
`static/passkeys.js` shows the forms that it can fill in.
"""

from typing import Annotated, NamedTuple

from fastapi import Form, Request

from griffie.api.console.frame.sign_in import origin_of
from griffie.api.http.guard import engine_of
from griffie.application.access.passkeys import Answer, Site
from griffie.application.access.roles import Account
from griffie.application.access.sign_in import Outcome

LARGEST_ANSWER = 20_000
"""Characters of what a device says, as JSON."""

Ticket = Annotated[str, Form(max_length=2_000)]
Said = Annotated[str, Form(max_length=LARGEST_ANSWER)]


class Question(NamedTuple):
    """What a page asks a device, with the ticket that comes back."""

    options: str
    ticket: str


def site_of(http: Request) -> Site:
    """The site of the page that is open."""
    return Site(http.url.hostname or "", f"{http.url.scheme}://{http.url.netloc}")


def question(http: Request, account: Account | None = None) -> Question | None:
    """The question for any passkey, or for one of an account; None where there is none."""
    passkeys = engine_of(http).passkeys
    if not (passkeys.of_account(account.id) if account else passkeys.anybody):
        return None
    return Question(*passkeys.ask_for_any(site_of(http)))


def enter(http: Request, ticket: str, said: str) -> Outcome:
    """Sign in with the answer of a device."""
    answer = Answer(ticket, said, site_of(http))
    return engine_of(http).passkeys.enter(answer, origin_of(http))


def confirm(http: Request, account: Account, ticket: str, said: str) -> Outcome:
    """Whether the answer of a device shows who is signed in."""
    answer = Answer(ticket, said, site_of(http))
    return engine_of(http).passkeys.confirm(account, answer, origin_of(http))
