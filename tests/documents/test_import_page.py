"""The page on importing is executed: its file, its commands, in their order."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def test_what_the_page_says_happens(tmp_path: Path) -> None:
    (register,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "register.csv").write_text(register, "utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    commands = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)

    said = [
        subprocess.run(
            ["sh", "-ec", one],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for one in commands
    ]

    assert said[-2] == "checked, nothing written: 1 open, 1 finished\n"
    assert said[-1] == "1 open, 1 finished\n"
    assert (tmp_path / "report.csv").read_text("utf-8").count("\n") == 3
