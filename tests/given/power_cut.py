"""A power cut, replayed: what a disk may hold at any moment of a process that ran under strace.

Every write to a file below a folder is recorded with its bytes, and so is every fsync. The crash
then keeps, of each file, what was written before that file's own last fsync or fdatasync, and
nothing else (`chance` none), or that and a random part of the rest, torn at sectors of 512 bytes.

Assumed: an fsync that returned is kept; a sector is old or new. A name (made, linked, removed)
counts only from the fsync of its folder on: less than most file systems promise. Shared memory
(SQLite's -shm) is never kept. A call that changes files and is not modelled here is an error.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

SECTOR = 512
MODELLED = "openat,write,pwrite64,ftruncate,fsync,fdatasync,link,rename,unlink,mkdir"
STRANGERS = (
    "creat,writev,pwritev,pwritev2,truncate,fallocate,linkat,renameat,renameat2,unlinkat,mkdirat,"
    "rmdir,copy_file_range,sendfile,splice,sync_file_range,symlink,symlinkat"
)
CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)", re.DOTALL)
BEGUN, ENDED = (
    re.compile(r"^(\d+) .*<unfinished \.\.\.>$"),
    re.compile(r"^(\d+) +<\.\.\. \w+ resumed>"),
)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HANDLE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")


class Call(NamedTuple):
    """A system call that succeeded: what it was given, the file behind its handle."""

    name: str
    words: str
    path: str
    texts: list[bytes]


def cannot() -> str | None:
    """Why no power can be cut here; nothing when it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], check=False)
    return "strace may not trace here (ptrace is forbidden)" if tried.returncode else None


def traced(command: Sequence[str], trace: Path, **more: str) -> list[Call]:
    """Run it to its end and give its calls, in the order in which they returned."""
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-e", "signal=none"]
    strace += ["-e", f"trace={MODELLED},{STRANGERS}", "-o", str(trace), *command]
    ran = subprocess.run(strace, check=False, capture_output=True, env={**os.environ, **more})
    assert ran.returncode in {0, -signal.SIGKILL}, ran.stderr.decode()
    return [call for line in whole_lines(trace) if (call := parsed(line))]


def whole_lines(trace: Path) -> Iterator[str]:
    """A call during which another thread did something stands in two pieces."""
    begun: dict[str, str] = {}
    with trace.open() as lines:
        for line in map(str.rstrip, lines):
            if cut := BEGUN.match(line):
                begun[cut[1]] = line.removesuffix("<unfinished ...>")
            elif rest := ENDED.match(line):
                yield begun.pop(rest[1]) + line[rest.end() :]
            else:
                yield line


def parsed(line: str) -> Call | None:
    call = CALL.match(line)
    if not call or call[4].startswith("-"):
        return None
    handle = HANDLE.match(call[3])
    path = plain(handle[1]).decode() if handle else ""
    return Call(call[2], call[3], path, [plain(text) for text in TEXT.findall(call[3])])


def plain(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


Change = tuple[int, bytes] | int
"""Bytes at an offset, or a new size."""


@dataclass(eq=False)
class File:
    synced: bytearray = field(default_factory=bytearray)
    size: int = 0
    changes: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        self.changes.append(change)
        self.size = (
            change if isinstance(change, int) else max(self.size, change[0] + len(change[1]))
        )

    def sync(self) -> None:
        self.synced = self.after(None, keep_all=True)
        self.changes = []

    def after(self, chance: Random | None, *, keep_all: bool = False) -> bytearray:
        """The content after the cut: all that was synced, and what luck adds."""
        content = bytearray(self.synced)
        for change in self.changes:
            for part in pieces(change):
                if keep_all or (chance and chance.random() < 0.5):
                    apply(content, part)
        return content


def pieces(change: Change) -> Iterator[Change]:
    """A write, sector by sector."""
    if isinstance(change, int):
        yield change
        return
    at, octets = change
    first = SECTOR - at % SECTOR
    for begin, end in pairwise([0, *range(first, len(octets), SECTOR), len(octets)]):
        yield at + begin, octets[begin:end]


def apply(content: bytearray, change: Change) -> None:
    if isinstance(change, int):
        del content[change:]
        content.extend(bytes(change - len(content)))
        return
    at, octets = change
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(octets)] = octets


def folder(path: str) -> str:
    return path.rpartition("/")[0]


class Disk:
    """The files and folders below a root, as the process sees them and as the disk has them."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._names: dict[str, File | None] = {}  # none for a folder
        self._kept: dict[str, File | None] = {}

    def take(self, call: Call) -> None:
        concerned = [call.path, *(t.decode(errors="replace") for t in self._paths(call))]
        if not any(path.startswith(self._root + "/") or path == self._root for path in concerned):
            return
        if any(path.endswith("-shm") for path in concerned):
            return
        act = getattr(self, f"_{call.name}", None)
        if act is None:
            raise NotImplementedError(f"{call.name} changes files, and no model of it is here")
        act(call)

    @staticmethod
    def _paths(call: Call) -> list[bytes]:
        return [] if call.name in {"write", "pwrite64"} else call.texts

    def _openat(self, call: Call) -> None:
        path = os.path.normpath(call.texts[0].decode())
        if "O_TRUNC" in call.words:
            raise NotImplementedError("O_TRUNC")
        if "O_CREAT" in call.words and path not in self._names:
            self._names[path] = File()

    def _file(self, path: str) -> File:
        found = self._names[path]
        assert found is not None
        return found

    def _pwrite64(self, call: Call) -> None:
        offset = int(call.words.rpartition(",")[2])
        self._file(call.path).change((offset, call.texts[0]))

    def _write(self, call: Call) -> None:
        assert not call.path.endswith((".db", "-wal", "-journal")), (
            "only small files grow at the end"
        )
        file = self._file(call.path)
        file.change((file.size, call.texts[0]))

    def _ftruncate(self, call: Call) -> None:
        self._file(call.path).change(int(call.words.rpartition(",")[2]))

    def _fsync(self, call: Call) -> None:
        if (file := self._names.get(call.path)) is not None:
            file.sync()
            return
        elsewhere = {path: kept for path, kept in self._kept.items() if folder(path) != call.path}
        inside = {path: now for path, now in self._names.items() if folder(path) == call.path}
        self._kept = elsewhere | inside

    _fdatasync = _fsync

    def _link(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        self._names[new] = self._names[old]

    def _rename(self, call: Call) -> None:
        self._link(call)
        del self._names[call.texts[0].decode()]

    def _unlink(self, call: Call) -> None:
        self._names.pop(call.texts[0].decode(), None)

    def _mkdir(self, call: Call) -> None:
        self._names[call.texts[0].decode()] = None

    def after_the_cut(self, chance: Random | None = None) -> Mapping[str, bytes | None]:
        """Path below the root: content, none for a folder."""
        names = dict(self._kept)
        if chance:
            unsure = self._names.keys() ^ self._kept.keys()
            for path in sorted(unsure):
                if chance.random() < 0.5:
                    if path in self._names:
                        names[path] = self._names[path]
                    else:
                        del names[path]
        return {
            os.path.relpath(path, self._root): None if file is None else bytes(file.after(chance))
            for path, file in sorted(names.items())
            if self._reachable(path, names)
        }

    def _reachable(self, path: str, names: Mapping[str, File | None]) -> bool:
        parent = folder(path)
        return parent == self._root or (parent in names and self._reachable(parent, names))


def put_back(files: Mapping[str, bytes | None], place: Path) -> None:
    """What the next start finds."""
    for path, content in files.items():
        target = place / path
        if content is None:
            target.mkdir(mode=0o700)
        else:
            target.touch(mode=0o600)
            target.write_bytes(content)
