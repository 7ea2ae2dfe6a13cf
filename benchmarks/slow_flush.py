"""A disk that takes a thousandth of a second longer to flush: a shim under the C library.

It is loaded with LD_PRELOAD, and compiled with the compiler of the machine.
"""

from pathlib import Path
from shutil import which
from subprocess import run

_SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int slowly(const char *name, int file) {
    usleep(1000);
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
"""


def built(folder: Path) -> Path | None:
    """Compile the shim into a folder. None on a machine without a C compiler."""
    compiler = which("cc")
    if compiler is None:
        return None
    source, made = folder / "slow.c", folder / "slow.so"
    source.write_text(_SOURCE)
    done = run([compiler, "-shared", "-fPIC", "-O2", "-o", made, source, "-ldl"], check=False)
    return made if done.returncode == 0 else None
