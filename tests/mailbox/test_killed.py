"""A process that takes a mailbox in is killed, two hundred times: no mail is lost, none is doubled.

It is a real process (`griffie mailbox take`) and a real mail server. The kill comes at a moment
that chance chooses, once the process began to take in.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.application.ports import MESSAGE_ID
from griffie.application.sending.outbox import OutboxState
from tests.given import server as serving
from tests.mailbox.conftest import ADDRESS
from tests.mailbox.dovecot import USER, Server
from tests.mailbox.test_machine import mail, name_of
from tests.sending.conftest import SENDER, sending

GRIFFIE = Path(sys.executable).with_name("griffie")
KILLS = int(os.environ.get("GRIFFIE_KILLS", "200" if os.environ.get("GRIFFIE_DEEP") else "1"))
MAILS_EACH = 4
PATIENCE = 180.0


def begun(place: Path, server: Server, file: Path) -> subprocess.Popen[bytes]:
    """A process that takes in; given back once a mail of this round is tried, or it ended."""
    tried = server.held("Taken")
    words = [str(GRIFFIE), "mailbox", "take", str(file), *serving.store_of(place / "data")]
    running = subprocess.Popen(
        [*words, "--controller", str(place / "profile.toml")], stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + PATIENCE
    while running.poll() is None and server.held("Taken") == tried:
        assert time.monotonic() < end
        time.sleep(0.02)
    return running


@pytest.mark.timeout(3600)
def test_killed_at_any_moment_it_loses_and_doubles_no_mail(
    place: Path, server: Server, password: Path
) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
    office = example.read_text("utf-8")
    sends = office.replace("[mail]\n", f'[mail]\nsend_from = "{SENDER}"\n')
    sends = sends.replace('\nmode = "general"', '\nmode = "rights"', 1)
    (place / "profile.toml").write_text(sends, "utf-8")
    file = place / "mailboxes.toml"
    file.write_text(
        f'[[mailbox]]\naddress = "{ADDRESS}"\nhost = "127.0.0.1"\nport = {server.port}\n'
        f'security = "none"\nuser = "{USER}"\npassword_file = "{password}"\nmove_to = "Taken"\n'
    )
    open_store(place / "data", profile=sending()).engine.close()
    ends: Counter[int] = Counter()
    for kill in range(KILLS):
        numbers = range(kill * MAILS_EACH, (kill + 1) * MAILS_EACH)
        server.deliver(*[mail(one, at=datetime.now(UTC)) for one in numbers])
        running = begun(place, server, file)
        time.sleep(random.uniform(0, 0.15))  # noqa: S311 - no secret
        running.send_signal(signal.SIGKILL)
        ends[running.wait()] += 1
    running = begun(place, server, file)
    assert running.wait(PATIENCE) == 0

    store = open_store(place / "data", profile=sending())
    found = [store.engine.vault.find(MESSAGE_ID, name_of(one)) for one in range(KILLS * MAILS_EACH)]
    parked = store.engine.mailboxes.parked()
    rows = Counter(one.request for one in store.engine.outbox.in_state(*OutboxState))
    audited, _ = store.check([], lambda *_: None)
    store.engine.close()
    print(f"{ends[-signal.SIGKILL]} of {KILLS} killed, {len(parked)} parked")  # noqa: T201
    assert ends[-signal.SIGKILL]
    assert [len(one) for one in found] == [1] * len(found) or parked
    assert sum(not one for one in found) <= len(parked)
    assert set(rows.values()) == {1}
    assert len(rows) == len(found) - sum(not one for one in found)
    assert server.held() <= len(parked)
    assert not audited
