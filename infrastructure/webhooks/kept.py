"""Webhooks in `access.db`: address and secret encrypted, each row sealed.

Who writes that file can neither add a place to which something is told, nor lead one elsewhere.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from griffie.application.webhooks.webhook import Kind, Webhook
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import WebhookRow
from griffie.infrastructure.access_texts import AccessTexts
from griffie.infrastructure.vault.master_key import MasterKey


class SQLiteWebhooks:
    """The webhooks in an opened file. For any thread and any number of processes."""

    def __init__(self, file: AccessFile, master_key: MasterKey) -> None:
        self._file, self._texts = file, AccessTexts(master_key)

    def all(self) -> Sequence[Webhook]:
        with self._file.turn:
            return [self._shown(row) for row in sorted(self._file.rows(WebhookRow))]

    def put(self, webhook: Webhook) -> None:
        with self._file.writing():
            self._file.write(self._row(webhook))

    def advance(self, before: Webhook, after: Webhook) -> bool:
        with self._file.writing():
            row = self._file.row(WebhookRow, "webhook_id = ?", before.id)
            if row is None or self._shown(row) != before:
                return False
            self._file.write(self._row(after))
        return True

    def _row(self, webhook: Webhook) -> WebhookRow:
        return WebhookRow(
            webhook.id,
            self._texts.seal(webhook.url, f"webhook/{webhook.id}"),
            self._texts.seal(webhook.secret.hex(), f"webhook-secret/{webhook.id}"),
            " ".join(one.value for one in Kind if one in webhook.kinds),
            int(webhook.allows_private),
            webhook.position,
            webhook.failures,
            webhook.due_at.timestamp() if webhook.due_at else None,
            int(webhook.stopped),
        )

    def remove(self, webhook_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM webhooks WHERE webhook_id = ?", webhook_id)

    def _shown(self, row: WebhookRow) -> Webhook:
        return Webhook(
            row.webhook_id,
            self._texts.open(row.url, f"webhook/{row.webhook_id}"),
            bytes.fromhex(self._texts.open(row.secret, f"webhook-secret/{row.webhook_id}")),
            frozenset(map(Kind, row.kinds.split())),
            bool(row.allows_private),
            row.position,
            row.failures,
            datetime.fromtimestamp(row.due_at, UTC) if row.due_at is not None else None,
            bool(row.stopped),
        )
