"""Who enters which account through the office's sign-in provider, in `access.db`.

Who somebody is at the provider stands there only as a keyed digest: it is recognised, never read.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from griffie.application.access.provider import Link
from griffie.application.access.roles import Account, Role
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import LinkRow, PersonRow
from griffie.infrastructure.sessions import SessionTable
from griffie.infrastructure.vault.master_key import MasterKey


class SQLiteProviderLinks:
    """The links in an opened file. For any thread and any number of processes."""

    def __init__(
        self,
        file: AccessFile,
        sessions: SessionTable,
        master_key: MasterKey,
        clock: Callable[[], float],
        make_person: Callable[[Role, str], str],
    ) -> None:
        """`clock` gives seconds since 1970; `make_person` writes an account and gives its id."""
        self._file, self._sessions, self._clock = file, sessions, clock
        self._key, self._make_person = master_key.derive("provider-links"), make_person

    def all(self) -> Sequence[Link]:
        return self._where("TRUE")

    def of_account(self, account_id: str) -> Link | None:
        return next(iter(self._where("account_id = ?", account_id)), None)

    def of_person(self, issuer: str, subject: str) -> Sequence[Link]:
        return self._where("subject = ?", self._digest(issuer, subject))

    def make(self, issuer: str, subject: str, role: Role, name: str) -> Link:
        with self._file.writing():
            subject_digest, link_id = self._digest(issuer, subject), secrets.token_hex(6)
            account_id = self._make_person(role, name)
            row = LinkRow(link_id, account_id, role, subject_digest, self._clock())
            self._file.write(row)
            return self._shown(row)

    def drop(self, link_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM provider_links WHERE link_id = ?", link_id)
            self._sessions.end(link_id)

    def open_session(self, link_id: str) -> str | None:
        with self._file.writing():
            if account_of_link(self._file, link_id) is None:
                return None
            return self._sessions.open(link_id)

    def _where(self, where: str, *values: object) -> list[Link]:
        with self._file.turn:
            return [self._shown(row) for row in list(self._file.rows(LinkRow, where, *values))]

    def _shown(self, row: LinkRow) -> Link:
        return Link(
            row.link_id,
            row.account_id,
            Role(row.role),
            datetime.fromtimestamp(row.made_at, UTC),
            account_of_link(self._file, row.link_id) is None,
            self._sessions.of(row.link_id),
        )

    def _digest(self, issuer: str, subject: str) -> bytes:
        return hmac.digest(self._key, json.dumps([issuer, subject]).encode(), "sha256")


def account_of_link(file: AccessFile, link_id: str) -> Account | None:
    """The account that is entered by a link and may sign in now; hold the turn of `file`."""
    row = file.row(LinkRow, "link_id = ?", link_id)
    person = row and file.row(PersonRow, "account_id = ?", row.account_id)
    if row is None or person is None or person.ended_at is not None:
        return None
    return Account(person.account_id, Role(person.role), row.link_id)
