"""What is installed where Griffie runs, as a software bill of materials: CycloneDX 1.6, JSON.

python -m tools.sbom    print it; the same lock gives the same text, octet for octet

It is read from `requirements/run.txt`, where each package stands with its version and with what
asks for it. The digests of the files stay in the lock: a package has one for each platform.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
_PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)(\[.*\])?==(?P<version>\S+)(?: ; (?P<where>.*?))?(?: \\)?"
)
_US = "griffie (pyproject.toml)"


class Package(NamedTuple):
    """One package of the lock. `asked_by` are names, `where` is an environment marker or empty."""

    name: str
    version: str
    where: str
    asked_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL, by which those who list vulnerabilities name it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def packages(lock: str) -> Sequence[Package]:
    """The packages of a lock, in its order."""
    found: list[Package] = []
    for line in lock.splitlines():
        if pinned := _PINNED.fullmatch(line):
            found.append(Package(pinned["name"], pinned["version"], pinned["where"] or "", ()))
        elif found and line.startswith("    #"):
            name = line.removeprefix("    #").strip().removeprefix("via").strip()
            if name:
                last = found.pop()
                found.append(last._replace(asked_by=(*last.asked_by, name)))
    return found


def bill(lock: str, version: str) -> Mapping[str, Any]:
    """The bill of a lock for this version of Griffie. It names no time and no number of its own."""
    known = packages(lock)
    ours = f"pkg:pypi/griffie@{version}"
    needs: dict[str, list[str]] = {ours: [], **{one.purl: [] for one in known}}
    purls = {_US: ours, **{one.name: one.purl for one in known}}
    for one in known:
        for name in one.asked_by:
            needs[purls[name]].append(one.purl)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": "griffie",
                "version": version,
                "purl": ours,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(one) for one in known],
        "dependencies": [{"ref": ref, "dependsOn": sorted(on)} for ref, on in needs.items()],
    }


def _component(one: Package) -> dict[str, Any]:
    where = [{"name": "griffie:environment-marker", "value": one.where}] if one.where else []
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        **({"properties": where} if where else {}),
    }


def _version() -> str:
    text = (ROOT / "packaging" / "griffie" / "__init__.py").read_text("utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(version)


if __name__ == "__main__":
    print(json.dumps(bill(LOCK.read_text("utf-8"), _version()), indent=2))
