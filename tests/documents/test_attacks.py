"""docs/attacks.md: every attack that a test plays, a row each, from the data of those tests.

python -m tests.documents.test_attacks    writes the page
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.api import test_repeats
from tests.dossier import (
    test_continued_log,
    test_database,
    test_one_tag,
    test_operator,
    test_short,
    test_statement,
    test_verify_md,
)
from tests.dossier import test_forgery as test_bundle_forgery
from tests.durability import test_lost_wal
from tests.given.attacks import ATTACKS
from tests.given.bundle_changes import CHANGES, WITHOUT_THE_KEY
from tests.given.continued_log import LIES
from tests.security import (
    test_anchors,
    test_attack_table,
    test_forgery,
    test_new_log_attacks,
    test_planted_erasures,
    test_vault_against_events,
    test_whole_schema,
)
from tests.security.attacks import test_what_the_log_reads
from tests.store import test_access_seals

TESTS = Path(__file__).parents[1]
ATTACKS_FROM, LIES_FROM = "tests.given.attacks", "tests.given.continued_log"
FOLDERS = ("security", "dossier", "durability", "given")
"""Where attacks are played."""
PAGE = Path(__file__).parents[2] / "docs" / "attacks.md"
HEAD = (
    "# Every attack that is played\n\n"
    "Written by `python -m tests.documents.test_attacks` from the data of the tests; a test"
    " compares. Each row is a deed on the files of a real store or bundle, by somebody who may"
    " write there. *Not caught* is asserted like *caught*, and [what it proves](what-it-proves.md)"
    " says the same. [Decision 16](decisions/0016-the-attack-table.md) says how the deeds are"
    " done.\n\n"
)
ALONE, HELD, NOT = "caught", "caught by whoever holds a checkpoint from before", "not caught"
WITH_LOG = "caught by whoever holds the whole log"
Verdict = Callable[[str], str]


class Group(NamedTuple):
    """Attacks of one kind: what they are, how each is called, what comes of it, by which test."""

    title: str
    attacks: Iterable[str]
    verdict: Verdict
    test: Callable[..., object]


def by(what: str) -> Verdict:
    return lambda _: f"caught: {what}"


def seen(table: Mapping[str, Sequence[bool]]) -> Verdict:
    return lambda one: ALONE if table[one][0] else HELD if table[one][1] else NOT


def in_short(one: str) -> str:
    (found,) = [lie for made, lie in test_short.ATTACKS.items() if named([made]) == [one]]
    return ALONE if found.alone else WITH_LOG if found.holding else NOT


def named(functions: Iterable[object]) -> list[str]:
    return [getattr(one, "__name__", "").replace("_", " ") for one in functions]


OPERATOR = {
    attack.__name__.replace("_", " "): (one.alone, one.holding)
    for attack, one in test_operator.TABLE.items()
}
NEW_LOG = {name: both for name, (_, *both) in test_new_log_attacks.ATTACKS.items()}
GROUPS = [
    Group(
        "Whoever owns the files of a store",
        ATTACKS,
        seen(test_attack_table.PROMISED),
        test_attack_table.test_an_attack_is_found_or_not_as_the_table_says,
    ),
    Group(
        "Whoever owns the database, without the key of the log",
        test_forgery.FORGERIES,
        by("the guards refuse it; without them `griffie audit`"),
        test_forgery.test_what_the_owner_of_the_file_can_do_is_found_by_the_audit,
    ),
    Group(
        "The guards of the store are altered",
        test_forgery.ALTERED,
        by("a refusal to open, and `griffie audit`"),
        test_forgery.test_a_store_whose_guards_were_altered_is_not_opened_nor_mended_and_the_audit_says_why,
    ),
    Group(
        "Whoever has the key of the log and enters what no engine enters",
        test_what_the_log_reads.ATTACKS,
        by("`griffie audit`"),
        test_what_the_log_reads.test_what_the_log_cannot_hold_is_found,
    ),
    Group(
        "What is thrown away or forged beside the store",
        test_anchors.DROPPED,
        by("`griffie audit`; nothing is signed"),
        test_anchors.test_what_is_thrown_away_is_found_and_nothing_is_signed,
    ),
    Group(
        "Whoever turns a store back to an older backup, has it go on as a new log, and",
        test_new_log_attacks.ATTACKS,
        seen(NEW_LOG),
        test_new_log_attacks.test_who_turns_a_store_back_is_found_or_not_as_the_table_says,
    ),
    Group(
        "A log goes on as another, and a bundle shows",
        LIES,
        by("`griffie verify`, `verify.py` and `verify.html`"),
        test_continued_log.test_what_is_not_rightly_said_is_found,
    ),
    Group(
        "A line is written into the erasure ledger, of",
        test_planted_erasures.FORGED,
        by("`griffie audit`; nothing is erased by it"),
        test_planted_erasures.test_a_planted_line_erases_nothing_and_is_found,
    ),
    Group(
        "Sealed values, keys, search values",
        test_vault_against_events.DEEDS,
        by("`griffie audit`"),
        test_vault_against_events.test_what_events_values_and_keys_say_of_each_other_is_found,
    ),
    Group(
        "What is added to the tables, and is not served with",
        test_whole_schema.REFUSED,
        by("a refusal to open, and `griffie audit`"),
        test_whole_schema.test_a_trigger_or_view_that_is_not_ours_is_not_served_with,
    ),
    Group(
        "What else is added to the tables",
        test_whole_schema.FOUND,
        by("`griffie audit`"),
        test_whole_schema.test_whatever_else_was_added_is_found,
    ),
    Group(
        "An index is made to",
        ["forget an event"],
        by("`griffie audit`"),
        test_whole_schema.test_an_index_that_forgets_an_event_is_found,
    ),
    Group(
        "Roles, tokens, sessions",
        test_access_seals.ATTACKS,
        by("`griffie audit`; nobody is let in"),
        test_access_seals.test_a_row_that_was_changed_lets_nobody_in_and_the_audit_finds_it,
    ),
    Group(
        "The row by which an answer is repeated gets another",
        test_repeats.CHANGED,
        by("a refusal to repeat, and `griffie audit`"),
        test_repeats.test_a_row_that_was_changed_shows_nobody_anything,
    ),
    Group(
        "After a kill the write-ahead log is",
        test_lost_wal.DEEDS,
        by("a sentence at start, and `griffie audit`"),
        test_lost_wal.test_what_was_acknowledged_and_is_gone_is_named,
    ),
    Group(
        "An operator with the key of the log makes a bundle, and",
        OPERATOR,
        seen(OPERATOR),
        test_operator.test_what_an_operator_with_the_key_can_do,
    ),
    Group(
        "The owner of the database changes it before a bundle is made:",
        named(test_database.ATTACKS),
        by("`griffie verify`, `verify.py` and `verify.html`"),
        test_database.test_what_the_owner_of_the_database_does_is_found_in_the_bundle,
    ),
    Group(
        "Two events are entered under one version, and a bundle shows one, of",
        test_one_tag.STREAMS,
        by("`griffie verify`, `verify.py` and `verify.html`"),
        test_one_tag.test_two_events_under_one_tag_are_complete_in_no_bundle,
    ),
    Group(
        "Whoever has the key of the log changes a bundle and signs it anew:",
        named(test_bundle_forgery.FORGERIES),
        by("`griffie verify`, `verify.py` and `verify.html`"),
        test_bundle_forgery.test_a_forgery_is_found_whoever_signs_the_manifest,
    ),
    Group(
        "Whoever has the key of the log lies in a short bundle:",
        named(test_short.ATTACKS),
        in_short,
        test_short.test_a_lie_in_a_short_bundle_is_found_or_not_as_the_table_says,
    ),
    Group(
        "A statement is signed in another spelling, with",
        test_statement.SPELLED,
        by("`griffie verify`, `verify.py` and `verify.html`"),
        test_statement.test_a_statement_has_one_spelling,
    ),
    Group(
        "Somebody changes a bundle",
        named([*CHANGES, *WITHOUT_THE_KEY]),
        by("OpenSSL, as VERIFY.md says"),
        test_verify_md.test_openssl_says_no_to_what_was_changed,
    ),
]


def table() -> str:
    rows = [(one, group.verdict(one)) for group in GROUPS for one in group.attacks]
    others = (HELD, WITH_LOG, NOT)
    alone = sum(verdict not in others for _, verdict in rows)
    some = (f"{sum(verdict == kind for _, verdict in rows)} {kind}" for kind in others)
    count = f"{len(rows)} attacks: {alone} caught, {', '.join(some)}.\n"
    return HEAD + count + "".join(map(written, GROUPS))


def written(group: Group) -> str:
    file = group.test.__module__.replace(".", "/")
    lines = [f"| {one} | {group.verdict(one)} |\n" for one in group.attacks]
    head = f"\n## {group.title}\n\n`{file}.py::{group.test.__name__}`\n\n"
    return head + "| Attack | What comes of it |\n| --- | --- |\n" + "".join(lines)


def test_the_page_has_a_row_for_each_attack_that_a_test_plays() -> None:
    assert PAGE.read_text("utf-8") == table()


def parameters(mark: pytest.Mark) -> Iterable[object]:
    """What a test is given, by name where it says names."""
    ids = mark.kwargs.get("ids")
    return ids if isinstance(ids, Mapping) else mark.args[1]


def test_each_row_stands_in_the_parameters_of_its_test() -> None:
    for group in GROUPS:
        marks = getattr(group.test, "pytestmark", [])
        given = [one for mark in marks if mark.name == "parametrize" for one in parameters(mark)]
        played = {one if isinstance(one, str) else "".join(named([one])) for one in given}
        assert set(group.attacks) <= played or not given, group.title


ATTACKED = re.compile(r"^(ATTACKS|DEEDS|FORGERIES|FORGED|DROPPED|LIES)\b", re.MULTILINE)


def test_whoever_plays_attacks_has_a_group_here() -> None:
    """By the name of the table in a module of tests, or in what several of them share."""
    grouped = {group.test.__module__ for group in GROUPS} | {ATTACKS_FROM, LIES_FROM}
    played = (file for folder in FOLDERS for file in (TESTS / folder).rglob("*.py"))
    playing = {
        ".".join(("tests", *file.relative_to(TESTS).with_suffix("").parts))
        for file in played
        if ATTACKED.search(file.read_text("utf-8"))
    }

    assert playing <= grouped


if __name__ == "__main__":
    PAGE.write_text(table(), "utf-8")
