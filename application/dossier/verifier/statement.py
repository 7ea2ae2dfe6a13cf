"""The signed statement of a short bundle, and what the whole log says of it."""

import re
from base64 import b64encode
from typing import Any

from griffie.application.dossier.verifier.errors import demand
from griffie.application.dossier.verifier.notes import Key
from griffie.application.dossier.verifier.parsing import NUMBER, is_uuid, tag_of
from griffie.application.dossier.verifier.texts import text_of
from griffie.application.dossier.verifier.tree import ENTRY

STATEMENT, LONGEST_STATEMENT = "completeness.note", 1 << 22
Stated = dict[str, list[int]]  # a stream: the places of its events, in the order of their versions


def stated_in(octets: Any, key: Key, size: int, root: bytes) -> Stated:
    """The statement that this key signed over this very log. Raises BadProofError."""
    demand(len(octets) <= LONGEST_STATEMENT)
    text = key.opened(text_of(octets))
    head = f"griffie-completeness/1\nlog {key.name}\nsize {size}\nroot {b64encode(root).decode()}\n"
    demand(text.startswith(head))
    found, named, last = Stated(), set[int](), ""
    for line in text[len(head) : -1].split("\n"):
        mark, _, rest = line.partition(" ")
        stream, *places = rest.split(" ")
        demand(mark == "stream" and is_uuid(stream) and stream > last)
        demand(all(re.fullmatch(NUMBER, one) for one in places))
        found[stream], last = (at := [int(one) for one in places]), stream
        demand(at == sorted({*at}) and (not at or at[-1] < size) and named.isdisjoint(at))
        named.update(at)
    return found


def refuted(stated: Stated, entries: Any, size: int) -> int | None:
    """The first place of the whole log at which something else stands than the statement says."""
    named = {
        place: tag_of(stream, version)
        for stream, places in stated.items()
        for version, place in enumerate(places, 1)
    }
    tags = {*named.values(), *(tag_of(one, len(places) + 1) for one, places in stated.items())}
    for place in range(size):
        tag = bytes(entries[ENTRY * place + 11 : ENTRY * place + 43])
        if named.get(place) != (tag if place in named or tag in tags else None):
            return place
    return None
