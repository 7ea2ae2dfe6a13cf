"""A stand-by of a test server, which follows it and can take its place."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.given.pg_server import Server, binaries, in_memory, unprivileged


class Standby(Server):
    """A server that follows another one until it is promoted."""

    def promote(self) -> None:
        """Take the place of the primary: `pg_ctl promote`."""
        command = [str(binaries() / "pg_ctl"), "promote", "-D", str(self.folder / "data"), "-w"]
        subprocess.run([*unprivileged(), *command], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def following(primary: Server) -> Iterator[Standby]:
    """A stand-by until the block ends. What the primary acknowledges, it has."""
    place = Path(mkdtemp(prefix="standby-", dir=in_memory()))
    before, data = unprivileged(), place / "data"
    if before[:1] == ["setpriv"]:
        shutil.chown(place, "nobody")
    copy = [str(binaries() / "pg_basebackup"), "-D", str(data), "-d", primary.superuser]
    subprocess.run([*before, *copy, "-R", "-X", "stream", "-c", "fast", "--no-sync"], check=True)
    options = ["-c", "fsync=off", "-c", "max_connections=200", "-c", "listen_addresses="]
    command = [*before, str(binaries() / "postgres"), "-D", str(data), "-k", str(place), *options]
    standby = Standby(place, command)
    try:
        _let_follow_at_once(primary)
        yield standby
    finally:
        standby.stop()
        shutil.rmtree(place, ignore_errors=True)


def _let_follow_at_once(primary: Server) -> None:
    """From now on a commit waits until the stand-by has it."""
    with psycopg.connect(primary.superuser, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        connection.execute("SELECT pg_reload_conf()")
        for _ in range(1200):
            found = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
            if found == [("sync",)]:
                return
            time.sleep(0.1)
    raise AssertionError(f"the stand-by does not follow: {found}")
