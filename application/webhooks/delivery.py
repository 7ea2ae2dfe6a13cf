"""Webhooks added, removed and served: each message at least once, in the order of the log.

How far a webhook was told is a position of the log, so nothing is queued and a crash loses nothing:
what was handed over a moment before it is handed over once more, with the same id. Who finds that
somebody else wrote meanwhile how far it is (a command, another process) leaves it to the next look.
A message that fails holds up those after it; after nine tries in three days the webhook stops and
says so.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from griffie.application.ports import History
from griffie.application.webhooks.message import message_of, signed, trial
from griffie.application.webhooks.webhook import (
    CALLS_BACK,
    BadWebhookError,
    CheckAddress,
    Kind,
    NoSuchWebhookError,
    Post,
    SaysCallbacks,
    Taken,
    Webhook,
    Webhooks,
)
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.webhooks import WebhookAdded, WebhookRemoved, WebhookResumed, WebhookStopped

BACK_OFF = tuple(
    timedelta(seconds=one) for one in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""How long after each failure the next try waits; after the last one there is none. [P]"""
_PAGE = 500
_SECRET_BYTES, _ID_BYTES = 32, 6


class Delivery:
    """The webhooks of a store; `serve` from one thread alone, the rest from any."""

    def __init__(
        self,
        webhooks: Webhooks,
        history: History,
        post: Post,
        check: CheckAddress,
        *,
        record: Callable[[Event, Occasion], None],
        history_of_them: Callable[[], Iterable[Any]],
        mac: Callable[[bytes], str],
    ) -> None:
        """`record` adds an event to the stream of webhooks, `history_of_them` reads that stream.

        `mac` makes ids that tell nothing.
        """
        self._webhooks, self._history, self._post = webhooks, history, post
        self._check, self._record, self._mac = check, record, mac
        self._history_of_them = history_of_them
        self.callbacks: dict[Kind, SaysCallbacks] = {}
        """Of each protocol that is set up, what its callbacks say; other such webhooks wait."""

    def all(self) -> Sequence[Webhook]:
        """Every webhook."""
        return self._webhooks.all()

    def add(
        self, url: str, kinds: frozenset[Kind], now: Occasion, *, allows_private: bool = False
    ) -> Webhook:
        """Tell another program of what happens from now on.

        Raises BadWebhookError, ContentionError.
        """
        if kinds & CALLS_BACK and len(kinds) > 1:
            raise BadWebhookError("what calls back stands alone")
        self._check(url, allows_private=allows_private)
        webhook = Webhook(
            secrets.token_hex(_ID_BYTES),
            url,
            secrets.token_bytes(_SECRET_BYTES),
            kinds,
            allows_private,
            self._history.newest(),
            0,
            None,
            stopped=False,
        )
        ordered = tuple(one.value for one in Kind if one in kinds)
        self._record(WebhookAdded(webhook=webhook.id, kinds=ordered), now)
        self._webhooks.put(webhook)
        return webhook

    def remove(self, webhook_id: str, now: Occasion) -> None:
        """Tell nothing there any more. Raises NoSuchWebhookError, ContentionError."""
        webhook = self._of(webhook_id)
        self._record(WebhookRemoved(webhook=webhook.id), now)
        self._webhooks.remove(webhook.id)

    def resume(self, webhook_id: str, now: Occasion) -> None:
        """Try at once what waits, also where it had stopped. Raises as `remove` does."""
        webhook = self._of(webhook_id)
        self._record(WebhookResumed(webhook=webhook.id), now)
        self._webhooks.put(webhook._replace(failures=0, due_at=None, stopped=False))

    def test(self, webhook_id: str, at: datetime) -> Taken:
        """Send a message that speaks of no request, now. Raises NoSuchWebhookError."""
        webhook, body = self._of(webhook_id), trial(at)
        message_id = f"msg_test_{secrets.token_hex(_ID_BYTES)}"
        return self._post(webhook, signed(message_id, at, body, webhook.secret), body)

    def catch_up(self) -> None:
        """Take away each webhook that the log does not know, or says was removed."""
        for stray in find_strays(self._webhooks, self._history_of_them()):
            self._webhooks.remove(stray.id)

    def serve(self, now: Callable[[], Occasion], stop: Callable[[], bool] = lambda: False) -> int:
        """Hand over what is due, to each webhook. Gives how many messages were taken."""
        taken = 0
        for webhook in self._webhooks.all():
            due = webhook.due_at is None or webhook.due_at <= now().at
            waits = webhook.kinds & CALLS_BACK - self.callbacks.keys()
            if due and not (webhook.stopped or waits):
                taken += self._serve(webhook, now, stop)
        return taken

    def _serve(
        self, webhook: Webhook, now: Callable[[], Occasion], stop: Callable[[], bool]
    ) -> int:
        taken = 0
        while page := self._history.page(webhook.position, _PAGE):
            for position, event in page:
                said = self._said(webhook, event, now)
                if said is not None:
                    if stop() or not self._is_there(webhook):
                        return taken
                    headers, body = said
                    became = self._post(webhook, headers, body)
                    if not became.done:
                        self._failed(webhook, became, now())
                        return taken
                    taken += 1
                    told = _told(webhook, position)
                    if not self._webhooks.advance(webhook, told):
                        return taken
                    webhook = told
            last = _told(webhook, page[-1].position)
            if last != webhook and not self._webhooks.advance(webhook, last):
                return taken
            webhook = last
        return taken

    def _said(
        self, webhook: Webhook, event: Any, now: Callable[[], Occasion]
    ) -> tuple[Mapping[str, str], bytes] | None:
        """Headers and body of what this webhook is told of an event; None where that is nothing."""
        for kind in webhook.kinds & CALLS_BACK:
            return self.callbacks[kind](webhook.url, event)
        message = message_of(event)
        if message is None or message.kind not in webhook.kinds:
            return None
        body = message.body()
        return signed(self._id(webhook, event), now().at, body, webhook.secret), body

    def _failed(self, webhook: Webhook, became: Taken, now: Occasion) -> None:
        failures = webhook.failures + 1
        if became.gone or failures > len(BACK_OFF):
            if self._is_there(webhook):
                self._record(WebhookStopped(webhook=webhook.id), now)
                self._webhooks.advance(webhook, webhook._replace(failures=failures, stopped=True))
            return
        due_at = now.at + BACK_OFF[failures - 1]
        self._webhooks.advance(webhook, webhook._replace(failures=failures, due_at=due_at))

    def _id(self, webhook: Webhook, event: Any) -> str:
        """The same for each try of a message, and for nobody else's."""
        said = f"{webhook.id}/{event.originator_id}/{event.originator_version}"
        return f"msg_{self._mac(said.encode())[:32]}"

    def _is_there(self, webhook: Webhook) -> bool:
        return any(one.id == webhook.id for one in self._webhooks.all())

    def _of(self, webhook_id: str) -> Webhook:
        for one in self._webhooks.all():
            if one.id == webhook_id:
                return one
        raise NoSuchWebhookError


def _told(webhook: Webhook, position: int) -> Webhook:
    return webhook._replace(position=position, failures=0, due_at=None)


def find_strays(webhooks: Webhooks, history: Iterable[Any]) -> list[Webhook]:
    """The webhooks that the log does not know with these kinds, or says were removed."""
    alive: dict[str, frozenset[str]] = {}
    for event in history:
        if isinstance(event, WebhookAdded):
            alive[event.webhook] = frozenset(event.kinds)
        elif isinstance(event, WebhookRemoved):
            alive.pop(event.webhook, None)
    return [one for one in webhooks.all() if alive.get(one.id) != one.kinds]


def webhook_findings(webhooks: Webhooks, history: Iterable[Any]) -> list[str]:
    """What an audit finds: a sentence for each of `find_strays`."""
    return [
        f"access.db: the webhook {one.id} is not one that lives in the log"
        for one in find_strays(webhooks, history)
    ]
