"""A real IMAP server on this machine: dovecot, with one user and folders in a temporary place."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from imap_tools import MailBoxUnencrypted

from tests.given.ports import free_port

USER, PASSWORD = "privacy", "a long password"
_ACCOUNT = "nobody"
"""The user of this machine to whom the mail belongs: dovecot refuses root."""
_CONFIGURATION = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{place}/mail
mail_uid = {account}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain xoauth2
{certificate}
passdb {{
  driver = passwd-file
  args = scheme=plain {place}/users
  mechanisms = plain
}}
{oauth}
userdb {{
  driver = static
  args = uid={account} gid={group} home={place}/home
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
protocol imap {{
  imap_capability = {capability}
}}
"""
_OAUTH = """passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {place}/oauth2
}}
"""


class Server(NamedTuple):
    """A server that runs."""

    port: int
    place: Path

    @contextmanager
    def opened(self) -> Iterator[MailBoxUnencrypted]:
        """Signed in as the user, beside what is tested."""
        with MailBoxUnencrypted("127.0.0.1", self.port).login(USER, PASSWORD) as box:
            yield box

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        with self.opened() as box:
            for mail in mails:
                box.append(mail, folder)

    def empty(self) -> None:
        """Throw away every mail and every folder."""
        for folder in (self.place / "mail").iterdir():
            shutil.rmtree(folder) if folder.is_dir() else folder.unlink()

    def held(self, folder: str = "INBOX") -> int:
        """How many mails lie in a folder."""
        with self.opened() as box:
            return box.folder.status(folder)["MESSAGES"] if box.folder.exists(folder) else 0


def is_here() -> bool:
    return bool(shutil.which("dovecot")) and os.geteuid() == 0


@contextmanager
def dovecot(
    place: Path,
    *,
    certificate: tuple[Path, Path] | None = None,
    oauth: str = "",
    more: str = "",
    port: int = 0,
) -> Iterator[Server]:
    """Run it in a folder that others may walk through. `oauth` is its file for tokens."""
    port = port or free_port()
    for name in ("run", "state", "home", "mail"):
        (place / name).mkdir(parents=True)
    for name in ("home", "mail"):
        shutil.chown(place / name, _ACCOUNT)
    (place / "users").write_text(f"{USER}:{PASSWORD}\n")
    if oauth:
        (place / "oauth2").write_text(oauth)
    text = _CONFIGURATION.format(
        place=place,
        account=_ACCOUNT,
        group="nogroup",
        port=port,
        ssl="required" if certificate else "no",
        certificate=(
            f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""
        ),
        oauth=_OAUTH.format(place=place) if oauth else "",
        capability=more or "+",
    )
    (place / "conf").write_text(text)
    running = subprocess.Popen(
        ["dovecot", "-F", "-c", str(place / "conf")], stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, place)
        yield Server(port, place)
    finally:
        running.terminate()
        running.wait(60)


def _wait(port: int, place: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    log = place / "log"
    raise AssertionError(log.read_text() if log.exists() else "dovecot did not begin")
