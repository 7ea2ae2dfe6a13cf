"""Changes to a bundle of which no printed command may say yes: what each leaves wrong."""

import json
from collections.abc import Callable

from tests.given.forged_bundle import Parts, lines, renumbered


def more_lines(parts: Parts) -> Parts:
    """Something told of which the index says nothing."""
    return parts | {"events.jsonl": parts["events.jsonl"] + lines(parts["events.jsonl"])[0]}


def a_line_without_its_end(parts: Parts) -> Parts:
    return parts | {"events.jsonl": parts["events.jsonl"] + b'{"told":"and not recorded"}'}


def another_index(parts: Parts) -> Parts:
    """The second event is said to stand elsewhere."""
    names = lines(parts["index.jsonl"])
    place = json.loads(names[1])["index"]
    names[1] = names[1].replace(b'"index":%d,' % place, b'"index":%d,' % (place - 1))
    return parts | {"index.jsonl": b"".join(names)}


def reordered(parts: Parts) -> Parts:
    every = [*range(len(lines(parts["index.jsonl"])))]
    every[2], every[3] = every[3], every[2]
    return renumbered(parts, every)


def digests_swapped(parts: Parts) -> Parts:
    one, other, *_ = [name for name in parts if name.startswith("disclosures/")]
    return parts | {one: parts[other], other: parts[one]}


def the_last_version_dropped(parts: Parts) -> Parts:
    return renumbered(parts, range(len(lines(parts["index.jsonl"])) - 1))


def the_middle_dropped(parts: Parts) -> Parts:
    every = range(len(lines(parts["index.jsonl"])))
    return renumbered(parts, [n for n in every if n != 3])


def a_later_event_changed(parts: Parts) -> Parts:
    states = lines(parts["events.jsonl"])
    states[-2] = states[-2].replace(b'"actor":"u-', b'"actor":"u-x')
    return parts | {"events.jsonl": b"".join(states)}


def a_later_topic_changed(parts: Parts) -> Parts:
    index = parts["index.jsonl"].replace(b"RequestClosed", b"RequestWithdrawn")
    return parts | {"index.jsonl": index}


def a_page_changed(parts: Parts) -> Parts:
    return parts | {"dossier.en.html": parts["dossier.en.html"] + b"<p>All is well.</p>"}


def a_page_added(parts: Parts) -> Parts:
    return parts | {"advice.html": b"<p>All is well.</p>"}


def a_note_with_a_text_of_its_own(parts: Parts) -> Parts:
    note = parts["checkpoints/new.txt"]
    return parts | {"checkpoints/new.txt": note + b"\nAll is well.\n\n" + note.split(b"\n\n")[1]}


def the_log_extended(parts: Parts) -> Parts:
    return parts | {"entries.bin": parts["entries.bin"] + bytes(75)}


def looks_renamed(parts: Parts) -> Parts:
    """Who looked is left out whole: no line of the index names that history any more."""
    names = [json.loads(line) for line in lines(parts["index.jsonl"])]
    own = json.loads(parts["manifest.json"])["request"]
    return renumbered(parts, [n for n, name in enumerate(names) if name["stream"] == own])


Change = Callable[[Parts], Parts]
CHANGES: list[Change] = [more_lines, a_line_without_its_end, another_index, reordered]
CHANGES += [digests_swapped, the_last_version_dropped, the_middle_dropped, the_log_extended]
CHANGES += [a_later_event_changed, a_later_topic_changed, looks_renamed]
WITHOUT_THE_KEY: list[Change] = [a_page_changed, a_page_added, a_note_with_a_text_of_its_own]
