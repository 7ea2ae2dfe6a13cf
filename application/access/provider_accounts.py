"""Accounts of who comes through the sign-in provider: made at the first sign-in, by group.

A role never changes, so somebody whose groups give another role gets another account; both are
recorded as one person's. The sessions of the roles that somebody no longer has end at once.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from griffie.application.access.accounts import Accounts
from griffie.application.access.directory import Directory, NoSuchAccountError
from griffie.application.access.provider import Claimed, Link, ProviderLinks
from griffie.application.access.roles import Account, Role
from griffie.application.disclosure import Disclosure
from griffie.domain.accounts import AccountMade, ProviderLinked, SessionsEnded
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion

_ONE_PERSON = "The sign-in provider of the office says that they are the same person."


class ProviderAccounts:
    """Who comes through the provider, with each account recorded; safe from any thread.

    An account is recorded after its row was made and before anybody is let in. A kill between the
    two leaves a link that the log does not know: `catch_up` takes it away.
    """

    def __init__(
        self,
        accounts: Accounts,
        links: ProviderLinks,
        directory: Directory,
        *,
        record: Callable[[Event, Occasion], None],
        history: Callable[[], Iterable[Any]],
    ) -> None:
        """`record` adds an event to the stream of accounts, `history` reads that stream."""
        self._accounts, self._links, self._directory = accounts, links, directory
        self._record, self._history, self._turn = record, history, Lock()

    def of_account(self, account_id: str) -> Link | None:
        """How an account is entered through the provider; None where it is not."""
        return self._links.of_account(account_id)

    def enter(
        self, claimed: Claimed, role: Role | None, occasion: Callable[[Account], Occasion]
    ) -> str | None:
        """Open a session in a role, and end those of every other role of this person.

        None where the groups give no role, or an administrator ended the account. Raises
        ContentionError.
        """
        with self._turn:
            known = self._links.of_person(claimed.issuer, claimed.subject)
            link = next((one for one in known if one.role is role), None)
            for other in known:
                if other is not link and other.sessions:
                    self._end_sessions(other, occasion(_account(other)))
            if role is None:
                return None
            if link is None:
                link = self._make(claimed, role, known, occasion)
            return self._links.open_session(link.id)

    def end_sessions(self, account_id: str, now: Occasion) -> None:
        """Sign out every browser that came through the provider.

        Raises NoSuchAccountError, ContentionError.
        """
        link = self._links.of_account(account_id)
        if link is None:
            raise NoSuchAccountError
        self._end_sessions(link, now)

    def catch_up(self) -> None:
        """Take away each link that the log does not know, and end its account."""
        for link in find_unknown(self._links, self._history()):
            self._undo(link)

    def _make(
        self,
        claimed: Claimed,
        role: Role,
        known: Iterable[Link],
        occasion: Callable[[Account], Occasion],
    ) -> Link:
        link = self._links.make(claimed.issuer, claimed.subject, role, claimed.name)
        now = occasion(_account(link))
        try:
            self._record(AccountMade(account=link.account_id, role=role), now)
            for other in known:
                reason = Disclosure("reason", _ONE_PERSON)
                self._directory.join(other.account_id, link.account_id, reason, now)
            self._record(ProviderLinked(account=link.account_id, link=link.id), now)
        except BaseException:
            self._undo(link)
            raise
        return link

    def _undo(self, link: Link) -> None:
        self._links.drop(link.id)
        self._accounts.end_account(link.account_id)

    def _end_sessions(self, link: Link, now: Occasion) -> None:
        self._record(SessionsEnded(account=link.account_id, token=link.id), now)
        self._accounts.end_sessions(link.id)


def find_unknown(links: ProviderLinks, history: Iterable[Any]) -> list[Link]:
    """The links that the log does not know as they are."""
    known = {(one.account, one.link) for one in history if isinstance(one, ProviderLinked)}
    return [one for one in links.all() if (one.account_id, one.id) not in known]


def link_findings(links: ProviderLinks, history: Iterable[Any]) -> list[str]:
    """What an audit finds: a sentence for each of `find_unknown`."""
    return [
        f"access.db: the link of {one.account_id} to the sign-in provider is not one of the log"
        for one in find_unknown(links, history)
    ]


def _account(link: Link) -> Account:
    return Account(link.account_id, link.role, link.id)
