"""The shim under the C library that makes the nth write, flush, open or rename fail.

A test compiles it with the compiler of the machine; a process that loaded it arms it for itself.
"""

import ctypes
import errno
import os
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from shutil import which
from subprocess import run
from tempfile import mkdtemp

SOURCE = Path(__file__).with_name("shim.c")


class Trouble(Enum):
    """What the disk does: an error number (0: half of a write arrives), and whether it lasts."""

    BROKEN_ONCE = (errno.EIO, False)
    FULL_FROM_THEN_ON = (errno.ENOSPC, True)
    SHORT_ONCE = (0, False)


@cache
def built() -> Path | None:
    """The compiled shim, or None on a machine without a C compiler."""
    compiler = which("cc")
    if compiler is None:
        return None
    made = Path(mkdtemp(prefix="griffie-shim-")) / "shim.so"
    done = run([compiler, "-shared", "-fPIC", "-o", made, SOURCE, "-ldl"], check=False)
    return made if done.returncode == 0 else None


def preloaded(shim: Path) -> Mapping[str, str]:
    """The environment of a process under the shim."""
    return {**os.environ, "LD_PRELOAD": str(shim)}


def loaded() -> bool:
    """Whether this process runs under the shim."""
    return hasattr(ctypes.CDLL(None), "fault_arm")


def arm(folder: Path, nth: int, trouble: Trouble = Trouble.BROKEN_ONCE) -> None:
    """From now on the nth call on a file below `folder` fails; 0: none does, they are counted."""
    error, lasting = trouble.value
    ctypes.CDLL(None).fault_arm(os.fsencode(folder), ctypes.c_long(nth), error, int(lasting))


def calls() -> int:
    """How many calls there were since `arm`."""
    return int(ctypes.CDLL(None).fault_calls())
