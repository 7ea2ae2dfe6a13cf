"""`python -m tests.mutation`: every mutant of `domain/`, and docs/quality.md written anew."""

import argparse
import os
import sys

import pytest
from hypothesis import Phase, settings

from tests.mutation.page import PAGE, page, surprises
from tests.mutation.run import ROOT, Mutation

TESTS = ("tests/domain", "tests/steps", "tests/documents/test_golden.py")
SLOW = ("tests/domain/test_machine.py", "tests/domain/test_reminder_properties.py")
"""They pass through nearly every line: with them a survivor would cost half a minute."""

UNSHRUNK = (Phase.explicit, Phase.generate)
"""The same examples for every mutant; that one fails is enough, no matter how small it is."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pages", nargs="*", help="only these files of domain/; writes no page")
    asked.add_argument("--step", type=int, default=1, help="only every N-th mutant; no page")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = asked.parse_args()
    sources = sorted((ROOT / "packaging" / "griffie" / "domain").rglob("*.py"))
    if given.pages:
        ends = tuple(f"/{name}" for name in given.pages)
        sources = [one for one in sources if str(one).endswith(ends)]
        if not sources:
            asked.error("no such page in domain/")
    settings.register_profile("mutation", database=None, derandomize=True, phases=UNSHRUNK)
    settings.load_profile("mutation")
    mutation = Mutation(sources, step=given.step, jobs=given.jobs)
    slow = [word for test in SLOW for word in ("--deselect", test)]
    plain = ("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminal")
    if code := pytest.main([*plain, *TESTS, *slow], plugins=[mutation]):
        return int(code)
    if not given.pages and given.step == 1:
        PAGE.write_text(page(mutation.results), "utf-8")
    found = list(surprises(mutation.results))
    for one in found:
        print(f"not killed: {one}")  # noqa: T201
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
