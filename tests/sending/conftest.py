"""An office that sends: its store, its relay, and a request by mail."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.mailbox import MailTable
from griffie.application.controller.profile import ControllerProfile
from griffie.infrastructure.imap.settings import Security
from griffie.infrastructure.smtp.relay import SmtpRelay
from griffie.infrastructure.smtp.settings import RelaySettings
from tests.conftest import Clock
from tests.sending.relay import ARelay, a_relay

ROOT = Path(__file__).parents[2]
IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
SENDER = "privacy@iassist.example"
PORTAL = "https://privacy.iassist.example"


def sending(**mail: object) -> ControllerProfile:
    """The profile of an office that sends by e-mail."""
    said = {"send_from": SENDER, "portal": PORTAL, "mode": "rights", **mail}
    return IASSIST.model_copy(update={"mail": MailTable.model_validate(said)})


Office = Callable[..., Store]


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """Opens the store of such an office, each time as a new process would."""
    stores: list[Store] = []

    def opened(folder: str = "data", **mail: object) -> Store:
        profile = sending(**mail)
        store = open_store(tmp_path / folder, clock=clock, demo=True, profile=profile)
        stores.append(store)
        return store

    yield opened
    for store in stores:
        store.engine.close()


@pytest.fixture
def store(office: Office) -> Store:
    return office()


@pytest.fixture(scope="module")
def one_relay() -> Iterator[ARelay]:
    with a_relay() as running:
        yield running


@pytest.fixture
def relay(one_relay: ARelay) -> ARelay:
    """Without a message, and it takes what comes."""
    one_relay.taken, one_relay.envelopes, one_relay.next = [], [], []
    one_relay.at_data = one_relay.after_data = lambda: None
    return one_relay


def spoken_to(port: int, **said: object) -> SmtpRelay:
    """The relay on a port of this machine, as our program speaks to it."""
    given = {"host": "127.0.0.1", "port": port, "security": Security.NONE, **said}
    return SmtpRelay(RelaySettings.model_validate(given), patience=2.0)


@pytest.fixture
def smtp(relay: ARelay) -> SmtpRelay:
    return spoken_to(relay.port)
