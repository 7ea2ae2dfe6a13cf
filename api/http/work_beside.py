"""What goes on beside serving: the clock, audits, mail in and out, webhooks; a thread for each.

Of several processes that serve one store each tries all of it, and of each piece one does it: see
`application.leading`. `griffie work` is the same without HTTP.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from griffie.api.http.audit_loop import AuditLoop
from griffie.api.http.clock_loop import EVERY, Clockwork
from griffie.api.http.handing_loop import HandingLoop
from griffie.api.http.mailbox_loop import Mailboxes
from griffie.api.http.outbox_loop import OutboxLoop
from griffie.api.http.webhook_loop import WebhookLoop
from griffie.application.engine import Engine
from griffie.application.intake.watched_mailbox import Watched
from griffie.application.opendsr.processors import HandingOn
from griffie.application.sending.mail import Relay


class WorkBeside:
    """Every loop of one process. `tick_every` is in seconds."""

    def __init__(
        self,
        engine: Engine,
        tick_every: float = EVERY,
        mailboxes: Sequence[Watched] = (),
        relay: Relay | None = None,
        handing: HandingOn | None = None,
    ) -> None:
        self.clockwork, self.audits = Clockwork(engine, tick_every), AuditLoop(engine)
        self.measured = (
            Mailboxes(engine, mailboxes),
            OutboxLoop(engine, relay),
            WebhookLoop(engine),
            HandingLoop(engine, handing),
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        """All of them work until the end of the block."""
        with ExitStack() as stack:
            for one in (self.clockwork, self.audits, *self.measured):
                stack.enter_context(one.running())
            yield
