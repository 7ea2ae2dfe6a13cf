"""`griffie import`: real files of an earlier register, read, mapped and taken over."""

import csv
import os
import resource
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

from griffie.api.composition import Store, open_store
from griffie.application.clock import Ticker
from griffie.application.register.find_request import find_request
from griffie.application.reports.figures import annual
from griffie.domain.rights_request import RightsRequest
from tests.cli.test_cli import GRIFFIE, data, done, griffie

__all__ = ["data"]

HEAD = "Dossiernr;Ontvangen op;Kanaal;Taal;Recht;Naam;E-mail;Resultaat;Afgesloten op;Opmerking"
MARIE = "bk24-1;05/03/2024;brief;NL;Inzage;Marie Desmet;m@post.example;Voldaan;28/03/2024;Kopie weg"
JEAN = "bk24-2;13/04/2024;mail;FR;wissing en inzage;Jean Petit;;Gedeeltelijk;03/05/2024;"
PIET = "26-1;02/11/2026;loket;nl;Inzage;Piet;;in behandeling;;belt terug"
LINES = (HEAD, MARIE, JEAN, PIET)


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "register.csv"
    file.write_bytes("\n".join(lines).encode(encoding))
    return file


def mapped(file: Path) -> Path:
    mapping = file.with_name("mapping.toml")
    mapping.unlink(missing_ok=True)
    done("import", file, "--guess", mapping)
    return mapping


def imported(file: Path, mapping: Path, *words: object) -> Result:
    return griffie("import", file, "--mapping", mapping, *words)


def request_of(store: Store, report: Path, line: int) -> RightsRequest:
    rows = {int(row["line"]): row for row in csv.DictReader(report.open(encoding="utf-8"))}
    return store.requests.load(find_request(store.engine.named, rows[line]["reference"]))


def test_a_register_is_guessed_and_taken_over(data: Path, tmp_path: Path) -> None:
    file, report = written(tmp_path, *LINES), tmp_path / "report.csv"

    said = imported(file, mapped(file), "--report", report)

    assert said.exit_code == 0, said.output
    assert said.stdout == "1 open, 2 finished\n"
    store = open_store(data)
    past, other, still = (request_of(store, report, line) for line in (2, 3, 4))
    assert (past.status, past.outcome, str(past.closed_on)) == ("closed", "fulfilled", "2024-03-28")
    assert sorted(other.claims) == ["access", "erasure"]
    assert (still.status, still.channel) == ("assessing", "in_person")
    assert "Opmerking: Kopie weg" in store.vault.open(past.id).values()
    assert store.vault.find("email", "m@post.example") == [past.id]
    figures = annual(store.engine.figures(), 2024, store.engine.today()).tables
    assert figures["received"]["requests"] == 0
    assert figures["finished in an earlier register"] == {"fulfilled": 1, "partly_fulfilled": 1}
    assert past.id.hex in {row["request_id"] for row in store.engine.retention().all()}  # type: ignore[attr-defined]
    store.engine.close()
    assert griffie("audit").exit_code == 0
    for one in data.iterdir():
        assert b"Marie" not in one.read_bytes()
        assert b"bk24-1" not in one.read_bytes()


def test_the_clock_raises_nothing_for_what_was_finished(data: Path, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD, MARIE, JEAN)
    assert imported(file, mapped(file)).exit_code == 0

    store = open_store(data)
    ticker = Ticker(store.requests, store.engine.current, store.engine.retention)
    from griffie.application.access.roles import OPERATOR

    assert list(ticker.tick(store.engine.now(OPERATOR))) == []
    store.engine.close()


def test_a_bundle_of_what_was_finished_is_consistent(data: Path, tmp_path: Path) -> None:
    file, report = written(tmp_path, HEAD, MARIE), tmp_path / "report.csv"
    imported(file, mapped(file), "--report", report)
    named = next(csv.DictReader(report.open(encoding="utf-8")))["reference"]

    done("dossier", named, "-o", tmp_path / "bundle.zip")

    assert griffie("verify", tmp_path / "bundle.zip").exit_code == 0


def test_again_it_imports_nothing_twice_and_says_what_changed(data: Path, tmp_path: Path) -> None:
    file = written(tmp_path, *LINES)
    mapping = mapped(file)
    imported(file, mapping)
    written(tmp_path, HEAD, MARIE.replace("Kopie weg", "iets anders"), JEAN, PIET, PIET)

    again = imported(file, mapping)

    assert again.exit_code == 1
    assert "line 2: changed since: the line says something else" in again.stdout
    assert "line 5: twice in this file" in again.stdout
    assert "2 imported before, 1 changed since, 1 twice in this file" in again.stdout
    assert "iets anders" not in again.output


def test_a_dry_run_says_the_same_and_writes_nothing(data: Path, tmp_path: Path) -> None:
    file = written(tmp_path, *LINES, PIET)

    said = imported(file, mapped(file), "--dry-run")

    assert "checked, nothing written: 1 open, 2 finished, 1 twice in this file" in said.stdout
    store = open_store(data)
    assert store.history.newest() == 0
    store.engine.close()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (MARIE.replace("05/03/2024", "31/02/2024"), "received_on: there is no such day"),
        (MARIE.replace("05/03/2024", "gisteren"), "received_on: this is no day"),
        (MARIE.replace("05/03/2024", ""), "received_on: the line does not say it"),
        (MARIE.replace("05/03/2024", "05/03/2012"), "received_on: before 25 May 2018"),
        (MARIE.replace("28/03/2024", "28/02/2024"), "closed_on: before it was received"),
        (MARIE.replace("28/03/2024", ""), "closed_on: it is finished, and no day says"),
        (
            MARIE.replace("05/03/2024", "05/03/2019").replace("28/03/2024", "28/03/2019"),
            "erased by",
        ),
        (MARIE.replace("Voldaan", ""), "outcome: it is closed, and the line does not say how"),
        (MARIE.replace("Inzage", "Marie wil iets"), "rights: a word that the mapping"),
        (MARIE.replace("NL", ""), "language: the line does not say it"),
        (MARIE.replace("bk24-1", ""), "key: empty"),
        (MARIE + ";te veel", "line: it has 11 cells, and the head has 10"),
        ("bk24-1;05/03/2024", "line: it has 2 cells, and the head has 10"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_the_others_are_taken(
    data: Path, tmp_path: Path, line: str, why: str
) -> None:
    file = written(tmp_path, *LINES)
    mapping = mapped(file)
    written(tmp_path, HEAD, line, JEAN, PIET)

    said = imported(file, mapping)

    assert said.exit_code == 1
    assert "line 2: refused: " in said.stdout
    assert why in said.stdout
    assert "1 open, 1 finished, 1 refused" in said.stdout
    assert "Marie" not in said.output


def many(folder: Path, number: int) -> Path:
    file = folder / "many.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write(f"{HEAD}\n")
        for n in range(number):
            out.write(f"{n};13/03/2024;brief;NL;Inzage;P {n};{n}@p.example;Voldaan;28/03/2024;\n")
    return file


def recorded(data: Path) -> int:
    """How many events the store has, seen from outside; 0 while there is none."""
    try:
        with closing(sqlite3.connect(f"file:{data}/griffie.db?mode=ro", uri=True)) as file:
            ((number,),) = file.execute("SELECT COUNT(*) FROM stored_events").fetchall()
    except sqlite3.Error:
        return 0
    return int(number)


@pytest.mark.in_folder
def test_killed_in_the_middle_and_begun_again_nothing_is_twice(data: Path, tmp_path: Path) -> None:
    file = many(tmp_path, 1200)
    mapping, report = mapped(file), tmp_path / "report.csv"
    words = [str(GRIFFIE), "import", str(file), "--mapping", str(mapping)]
    with subprocess.Popen(words, env=dict(os.environ), stderr=subprocess.DEVNULL) as first:
        until = time.monotonic() + 180
        while recorded(data) < 50:
            assert time.monotonic() < until
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)

    assert imported(file, mapping, "--report", report).exit_code == 0

    rows = list(csv.DictReader(report.open(encoding="utf-8")))
    assert {row["verdict"] for row in rows} == {"finished", "imported before"}
    assert len({row["reference"] for row in rows}) == 1200
    store = open_store(data)
    assert store.history.newest() == 1200
    store.engine.close()
    assert griffie("audit").exit_code == 0


@pytest.mark.deep
def test_a_million_lines_are_checked_in_bounded_memory(data: Path, tmp_path: Path) -> None:
    file = many(tmp_path, 1_000_000)
    words = [str(GRIFFIE), "import", str(file), "--mapping", str(mapped(file)), "--dry-run"]
    subprocess.run(words, check=True, env=dict(os.environ), stderr=subprocess.DEVNULL)

    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert kilobytes < 400 * 1024
