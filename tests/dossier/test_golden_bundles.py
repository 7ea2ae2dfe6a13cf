"""What was handed out is for ever: bundles of an earlier release hold, and say what they said.

Each file in tests/golden/bundles holds what one release handed out of one request, in every form,
and the key that its reader has from elsewhere.

python -m tests.dossier.test_golden_bundles NAME    adds those of this release
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.dossier.form import Form
from griffie.application.dossier.statement import STATEMENT
from tests.conftest import Clock, signed_in
from tests.given.bundles import apart, taken
from tests.given.forged_bundle import verdict
from tests.given.story import tell

BUNDLES = Path(__file__).parents[1] / "golden" / "bundles"
SAYS = {Form.LONG: (True, None), Form.SHORT: (False, "signed"), Form.BARE: (False, None)}
"""Whether each form shows that nothing was left out, and what it says of its statement."""

EVENTS = {Form.BARE: 11, Form.SHORT: 12, Form.LONG: 13}
"""The events of the request and of its looks: to hand one out is one of them."""


@pytest.fixture(params=sorted(path.stem for path in BUNDLES.glob("*.zip")))
def handed_out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of what one release handed out."""
    with ZipFile(BUNDLES / f"{request.param}.zip") as packed:
        packed.extractall(tmp_path)
    return tmp_path


def test_each_form_says_what_it_said(handed_out: Path) -> None:
    trust = (handed_out / "key.txt").read_text("utf-8").removesuffix("\n")
    log = apart((handed_out / "long.zip").read_bytes())["entries.bin"]

    for form in Form:
        alone = verdict(handed_out / f"{form}.zip", trust=trust)
        holding = verdict(handed_out / f"{form}.zip", trust=trust, log=log)

        assert (alone["verdict"], alone["events"]) == ("consistent", EVENTS[form])
        assert (alone["complete"], alone.get("statement")) == SAYS[form]
        # The long one was made after the others: the log begins with theirs.
        assert (holding["verdict"], holding["complete"]) == ("consistent", True)
        assert holding.get("statement") == ("confirmed" if form is Form.SHORT else None)


def test_the_verifier_that_came_along_says_so_still(handed_out: Path) -> None:
    parts = apart((handed_out / "short.zip").read_bytes())
    (handed_out / "verify.py").write_bytes(parts["verify.py"])
    words = ["short.zip", "--trust", "key.txt", "--log", "long.zip", "--json"]

    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=handed_out,
    )

    said = json.loads(done.stdout)
    assert (done.returncode, said["statement"]) == (0, "confirmed"), said


def test_each_release_is_there_with_its_statement(handed_out: Path) -> None:
    assert STATEMENT in apart((handed_out / "short.zip").read_bytes())


def write(name: str) -> None:
    """Hand out one request in every form, as it is done now, and keep it under this name."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "data", clock=Clock(), demo=True)
        dpo = signed_in(store, Role.DPO)
        place = tell(dpo)
        BUNDLES.mkdir(exist_ok=True)
        with ZipFile(BUNDLES / f"{name}.zip", "x", ZIP_DEFLATED) as packed:
            packed.writestr("bare.zip", taken(dpo, place, completeness=False))
            packed.writestr("short.zip", taken(dpo, place, form="short"))
            packed.writestr("long.zip", taken(dpo, place, form="long"))
            packed.writestr("key.txt", f"{store.log.vkey}\n")
        store.engine.close()


if __name__ == "__main__":
    write(sys.argv[1])
