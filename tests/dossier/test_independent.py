"""Programs that nobody here wrote read what we wrote: a canonicaliser in JavaScript, SD-JWT.

They are installed for the test alone, into a folder of its own; where that cannot be, the test is
skipped and says so. OpenSSL and Go stand in `test_verify_md`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dossier.conftest import Office

pytestmark = pytest.mark.deep

CANONICAL = """
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
const lines = readFileSync(process.argv[2], "utf8").split("\\n").filter((line) => line);
const other = lines.filter((line) => canonicalize(JSON.parse(line)) !== line);
console.log(`${lines.length} lines, ${other.length} otherwise`);
"""
OPENED = """
import pathlib, sys
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.verifier import SDJWTVerifier
import json
key = JWK.generate(kty="EC", crv="P-256")
opened = 0
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    claims = JWS(json.dumps({"_sd": [file.stem], "_sd_alg": "sha-256"}))
    claims.add_signature(key, alg="ES256", protected=json.dumps({"alg": "ES256"}))
    presented = f"{claims.serialize(compact=True)}~{file.read_text().strip()}~"
    found = SDJWTVerifier(presented, lambda *_: key).get_verified_payload()
    opened += any(name not in {"_sd", "_sd_alg"} for name in found)
print(f"{opened} opened")
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_canonicaliser_in_javascript_writes_the_same_bytes(
    office: Office, tmp_path: Path
) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node) or run(npm, "install", "canonicalize", cwd=tmp_path).returncode:
        pytest.skip("no canonicaliser in JavaScript could be had here")
    (tmp_path / "check.mjs").write_text(CANONICAL)
    events = office.register["events.jsonl"]
    (tmp_path / "events.jsonl").write_bytes(events)
    (tmp_path / "spaced.jsonl").write_bytes(events.replace(b'":', b'": ', 1))

    same = run(node, "check.mjs", "events.jsonl", cwd=tmp_path)
    spaced = run(node, "check.mjs", "spaced.jsonl", cwd=tmp_path)

    count = len(events.splitlines())
    assert same.stdout == f"{count} lines, 0 otherwise\n", same.stderr
    assert spaced.stdout == f"{count} lines, 1 otherwise\n", spaced.stderr


def test_what_was_opened_opens_in_somebody_elses_sd_jwt(office: Office, tmp_path: Path) -> None:
    install = (sys.executable, "-m", "pip", "install", "-q", "--target", "libs", "sd-jwt")
    if run(*install, cwd=tmp_path).returncode:
        pytest.skip("the library sd-jwt could not be had here")
    (tmp_path / "libs" / "check.py").write_text(OPENED)
    opened = {name: one for name, one in office.one.items() if name.startswith("disclosures/")}
    folder = tmp_path / "disclosures"
    folder.mkdir()
    for name, disclosure in opened.items():
        (folder / Path(name).name).write_bytes(disclosure)

    found = run(sys.executable, "check.py", folder, cwd=tmp_path / "libs")

    assert found.stdout == f"{len(opened)} opened\n", found.stderr
    assert opened
