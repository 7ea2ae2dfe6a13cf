"""A case at an office that sends, whose copy opens with a code by e-mail."""

import re
from typing import Any

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.sending.sender import send_waiting
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.portal import Case
from tests.sending.relay import ARelay, code_in

COPY = b"%PDF-1.7 everything about her"
WRONG = "0000 0000"


class Coded(Case):
    """A case at an office that sends, whose copy lies ready."""

    def __init__(self, store: Store, clock: Clock, smtp: SmtpRelay, relay: ARelay) -> None:
        super().__init__(store, clock)
        self.smtp, self.relay = smtp, relay
        app = application(store.engine, relay=smtp)
        self.client = TestClient(app, headers={"accept": "text/html"})
        self.document = self.file(COPY)
        sent = {"right": "access", "format": "pdf", "delivered_on": self.today}
        self.take("deliver-copy", channel="web_form", documents=[self.document], **sent)

    def code(self, **more: Any) -> str:
        """Ask for a code, and read it in the message that came."""
        self.asks(**more)
        return code_in(self.relay)

    def asks(self, **more: Any) -> Any:
        answer = self.send("/code", **more)
        send_waiting(self.store.engine, self.smtp)
        return answer

    def enter(self, code: str, **more: Any) -> Any:
        return self.send("/answer", code=code, **more)

    def fetch(self, page: Any) -> Any:
        """Press the button of the copy on a page of the request."""
        given = re.search(r'name="pass" value="([^"]+)"', page.text)
        return self.send("/copy", sealed=self.document, **{"pass": given[1] if given else ""})
