"""What the pages of `tests/steps` declare, for the tests that want every step, event and rule."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parents[1] / "steps"
NAMES = ("SAMPLES", "CASES", "TRIED", "NOT_MODELLED")


class Case(NamedTuple):
    """Where a rule, and none before it, is broken."""

    past: list[Any]
    step: str
    said: dict[str, Any]


def declared(name: str) -> Iterator[Any]:
    """What the pages declare under a name, thing by thing; of a mapping as pairs."""
    assert name in NAMES
    for page in sorted(FOLDER.glob("test_*.py")):
        said = getattr(import_module(f"tests.steps.{page.stem}"), name, ())
        yield from said.items() if isinstance(said, dict) else said
