"""The saved views of the work queue, in `access.db`: their names encrypted, each row sealed."""

import json
import secrets
from collections.abc import Mapping

from griffie.application.access.saved_views import MOST_VIEWS, SavedView, TooManyViewsError
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import ViewRow
from griffie.infrastructure.access_texts import AccessTexts


class SQLiteSavedViews:
    """The views in an opened file. For any thread and any number of processes."""

    def __init__(self, file: AccessFile, texts: AccessTexts) -> None:
        self._file, self._texts = file, texts

    def seen_by(self, account_id: str) -> list[SavedView]:
        with self._file.turn:
            rows = list(self._file.rows(ViewRow, "account_id = ? OR shared = 1", account_id))
        views = [self._view(row) for row in rows]
        return sorted(
            views, key=lambda one: (one.account_id != account_id, one.name.casefold(), one.id)
        )

    def keep(self, account_id: str, name: str, asked: Mapping[str, str], *, shared: bool) -> None:
        with self._file.writing():
            own = [
                self._view(row) for row in self._file.rows(ViewRow, "account_id = ?", account_id)
            ]
            same = [one.id for one in own if one.name == name]
            if len(own) >= MOST_VIEWS and not same:
                raise TooManyViewsError
            view_id = same[0] if same else secrets.token_hex(8)
            sealed = self._texts.seal(name, view_id)
            said = json.dumps(dict(asked), sort_keys=True)
            self._file.write(ViewRow(view_id, account_id, sealed, int(shared), said))

    def share(self, view: SavedView, *, shared: bool) -> None:
        with self._file.writing():
            if row := self._file.row(ViewRow, "view_id = ?", view.id):
                self._file.write(row._replace(shared=int(shared)))

    def remove(self, view_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM views WHERE view_id = ?", view_id)

    def end(self, account_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM views WHERE account_id = ? AND shared = 0", account_id)

    def _view(self, row: ViewRow) -> SavedView:
        name = self._texts.open(row.name, row.view_id)
        return SavedView(row.view_id, row.account_id, name, bool(row.shared), json.loads(row.asked))
