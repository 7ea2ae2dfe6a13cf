"""Bundles for the tests: made by the engine, taken apart, put together again."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from griffie.application.dossier.verifier import joined
from griffie.application.dossier.zip_writer import Part, zip_parts

STREAMED = {"events.jsonl", "index.jsonl", "entries.bin"}
"""What may be long is written as it is read: its size stands behind it."""

Judgement = dict[str, Any]


def taken(client: TestClient, place: str, **asked: Any) -> bytes:
    """The bundle that an address hands out."""
    answer = client.get(f"{place}/dossier", params=asked)
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def apart(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def together(parts: Mapping[str, bytes]) -> bytes:
    spelled = (
        Part(name, [content] if name in STREAMED else content) for name, content in parts.items()
    )
    return b"".join(zip_parts(spelled))


def strangers(folder: Path, file: bytes, *words: str) -> tuple[int, Judgement]:
    """What verify.py says in a process of its own that reaches no package at all."""
    (folder / "verify.py").write_bytes(joined())
    (folder / "file").write_bytes(file)
    command = [sys.executable, "-I", "-S", "verify.py", "file", "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert not done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)
