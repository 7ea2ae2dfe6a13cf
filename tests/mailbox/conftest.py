"""A real mail server and, beside it, the store that takes in what comes."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from griffie.infrastructure.imap.settings import MailboxSettings, Security
from tests.mailbox.dovecot import PASSWORD, USER, Server, dovecot, is_here

ADDRESS = "privacy@iassist.be"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without dovecot these tests are skipped aloud; where CI says so, that is a failure."""
    if is_here() or os.environ.get("CI") == "true":
        return
    skip = pytest.mark.skip(reason="needs dovecot, and root: python3 dev.py test installs it")
    for item in items:
        if "tests/mailbox/" in item.nodeid and "server" in getattr(item, "fixturenames", ()):
            item.add_marker(skip)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder through which the users of the mail server may walk."""
    made = Path(mkdtemp(prefix="griffie-mail-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture(scope="module")
def one_server() -> Iterator[Server]:
    """It takes a second to stop: one for all tests of a page."""
    with open_folder() as made, dovecot(made) as running:
        yield running


@pytest.fixture
def server(one_server: Server) -> Server:
    """Without a mail."""
    one_server.empty()
    return one_server


@pytest.fixture
def password(place: Path) -> Path:
    file = place / "password"
    file.touch(0o600)
    file.write_text(f"{PASSWORD}\n")
    return file


@pytest.fixture
def settings(server: Server, password: Path) -> Callable[..., MailboxSettings]:
    """The mailbox of the user on the server, with something said besides."""

    def said(**more: object) -> MailboxSettings:
        return MailboxSettings.model_validate(
            {
                "address": ADDRESS,
                "host": "127.0.0.1",
                "port": server.port,
                "security": Security.NONE,
                "user": USER,
                "password_file": password,
                **more,
            }
        )

    return said
