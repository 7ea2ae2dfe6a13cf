#!/usr/bin/env python3
"""Griffie's entry points, with nothing but Python 3.11 or newer.

python3 dev.py demo [--port 8000]   install, fill a store with fourteen months of requests, serve it
python3 dev.py test [ARGUMENTS]     install what the tests need, run them all; --deep for the long ones
python3 dev.py test --fast          only those of domain/ and application/: no store, no browser
python3 dev.py check                what CI runs: the style, the types, the architecture and the tests
python3 dev.py bench [NAME...]      the benchmarks, each as a ratio in one run
python3 dev.py setup                install only
python3 dev.py lock                 write requirements/*.txt anew from pyproject.toml
python3 dev.py sbom                 what is installed where Griffie runs, from the lock: CycloneDX, JSON
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"


def sh(*command, **options):
    subprocess.run([str(word) for word in command], check=True, cwd=ROOT, **options)


def setup(which):
    """A virtual environment in .venv with exactly the locked packages. A second run is instant."""
    if sys.version_info < (3, 11):
        sys.exit("Griffie needs Python 3.11 or newer; this is " + sys.version.split()[0])
    locks = [ROOT / "requirements" / f"{name}.txt" for name in ("bootstrap", which)]
    inputs = [*locks, ROOT / "pyproject.toml"]
    lock = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()[:16]
    stamp = VENV / f".{which}-{lock}"
    if stamp.exists():
        return
    if not PYTHON.exists():
        say("making .venv")
        try:
            sh(sys.executable, "-m", "venv", VENV)
        except subprocess.CalledProcessError:
            sys.exit(
                "Python could not make a virtual environment. On Debian and Ubuntu:\n"
                "  apt-get install python3-venv"
            )
    say(f"installing the locked packages of requirements/{which}.txt")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    sh(*pip, "--require-hashes", "-r", "requirements/bootstrap.txt")
    uv = (UV, "pip", "install", "--quiet", "--python", PYTHON)
    sh(*uv, "--require-hashes", "-r", f"requirements/{which}.txt")
    sh(*uv, "--no-deps", "--no-build-isolation", "-e", ".")
    stamp.touch()


def tools():
    """What the tests use besides Python: a browser, strace for the power cut, and a mail server."""
    wanted = {"chromium": browser(), "strace": shutil.which("strace"), "dovecot-imapd": shutil.which("dovecot")}
    missing = [name for name, found in wanted.items() if not found]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing " + ", ".join(missing))
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)
        return
    say(f"NOT EVERYTHING CAN BE TESTED: {' and '.join(missing)} missing, and only root may install it.")
    say("  Debian: apt-get install " + " ".join(missing))


def browser():
    named = os.environ.get("GRIFFIE_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


def say(what):
    print(what, file=sys.stderr, flush=True)


def demo(arguments):
    setup("run")
    os.execv(PYTHON, [str(PYTHON), "-m", "griffie.api.demo.run", *arguments])


def test(arguments):
    setup("dev")
    if "--fast" in arguments:
        # Schemathesis takes a second to import in each process, and tests the API only.
        rest = [word for word in arguments if word != "--fast"]
        arguments = ["tests/domain", "tests/application", "-p", "no:schemathesis", *rest]
    else:
        tools()
    if not any(word.startswith("-n") for word in arguments):
        # A worker for each core; who has nothing left takes from the others.
        arguments = ["-n", "auto", "--dist", "worksteal", *arguments]
    sys.exit(subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT).returncode)


def check(arguments):
    setup("dev")
    sh(VENV / "bin" / "ruff", "check", ".")
    sh(VENV / "bin" / "ruff", "format", "--check", ".")
    sh(VENV / "bin" / "mypy")
    sh(VENV / "bin" / "lint-imports", "--no-cache")
    test(arguments)


def bench(arguments):
    setup("dev")
    sh(PYTHON, "-m", "benchmarks", *arguments)


def lock(arguments):
    """Pins and hashes, and no address of anything."""
    uv = os.environ.get("UV") or (str(UV) if UV.exists() else shutil.which("uv"))
    if not uv:
        sys.exit("locking needs uv: run python3 dev.py setup first, or put uv on the path")
    compile_ = (uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url",
                "--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock", *arguments)
    sh(*compile_, "requirements/bootstrap.in", "-o", "requirements/bootstrap.txt")
    sh(*compile_, "pyproject.toml", "-o", "requirements/run.txt")
    sh(*compile_, "pyproject.toml", "--group", "dev", "-c", "requirements/run.txt",
       "-o", "requirements/dev.txt")
    # The generator of a client wants other versions than ours: it gets an environment of its own.
    sh(*compile_, "requirements/clients.in", "-o", "requirements/clients.txt")


def sbom(arguments):
    """Needs nothing installed: it only reads files."""
    sh(sys.executable, "-m", "tools.sbom", *arguments)


def main():
    command, *arguments = sys.argv[1:] or ["help"]
    commands = {"demo": demo, "test": test, "check": check, "bench": bench, "lock": lock, "sbom": sbom}
    if command == "setup":
        setup(*arguments or ["dev"])
    elif command in commands:
        commands[command](arguments)
    else:
        print(__doc__)
        sys.exit(command not in {"help", "-h", "--help"})


if __name__ == "__main__":
    main()
