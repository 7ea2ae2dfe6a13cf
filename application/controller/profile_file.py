"""A profile as a TOML file that a person reads: a comment in each table, one beside odd words.

`load_profile` reads back what is written here, and finds the same profile.
"""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from griffie.application.controller.profile import ControllerProfile

HEAD = (
    "The profile of the controller: who it is, and what its letters and deadlines follow.",
    "Griffie reads it at every start. Change it in any editor; every version that was in force is",
    "kept in the store. What is left out follows the law of the country, or our policy.",
    "A whole example: docs/examples/iassist.toml. What else it can say: docs/national-law.md.",
)
WITHIN = {
    "identity": "Who answers: it stands on top of every letter (Article 13(1)(a) GDPR).",
    "letterhead": "Head and foot of letters. `logo`: a PNG or SVG file beside this one.",
    "supervisory_authority": "The authority that every refusal must name (Articles 12(4) and 77).",
    "languages": "The languages of letters; in another language the answer comes in the default.",
    "mail": "Our own mail servers: what they noted is believed of the day on which a mail came.",
    "categories": "The kinds of data. `provided`: the person gave them (Article 20(1)).",
    "recipients": "Who receives data; processors are recipients too (Articles 15(1)(c) and 19).",
    "purposes": "Why data are held, on which basis, and how long they are kept.",
}
SHOWN = ("slug", "regime", "calendar", "policy", "four_eyes")
BESIDE = {
    "calendar": "public holidays; BE has the ten statutory days, BE-OJ those of the Journal",
    "regime": "the country whose rules hold",
    "four_eyes": "whether another person approves each refusal",
    "policy": "whether waiting for an answer stops the clock",
    "basis": "the point of Article 6(1) GDPR",
    "subjects": "whose data they are, for the record of Article 30(1)(c)",
    "security": "what keeps the data safe, in general words: Articles 30(1)(g) and 32(1)",
    "processing": "what is done for that controller: Article 30(2)(b)",
    "dpo": "how the data protection officer is reached: Articles 37(7) and 38(4)",
}


def profile_text(profile: ControllerProfile) -> str:
    """The whole file; what equals its default is left out, but for the choices of procedure."""
    document = tomlkit.document()
    for line in HEAD:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    every = profile.model_dump(mode="json", by_alias=True)
    content = {name: every[name] for name in SHOWN}
    content |= profile.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if logo := profile.letterhead.logo:
        content["letterhead"]["logo"] = logo.file
    for name in sorted(content, key=lambda one: _is_table(content[one])):
        document.add(name, _explained(name, _written(name, content[name])))
    return tomlkit.dumps(document)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _written(name: str, value: Any) -> Any:
    """Tables and lists of tables one below the other; what lies deeper stands in one line."""
    if isinstance(value, Mapping):
        return _table(value, WITHIN.get(name))
    if _is_table(value):
        many: AoT = tomlkit.aot()
        for place, one in enumerate(value):
            many.append(_table(one, None if place else WITHIN.get(name)))
        return many
    return value


def _table(content: Mapping[str, Any], explained: str | None) -> Table:
    table = tomlkit.table()
    if explained:
        table.add(tomlkit.comment(explained))
    for name, value in content.items():
        table.add(name, _explained(name, _inline(value)))
    return table


def _inline(value: Any) -> Any:
    if isinstance(value, Mapping):
        line = tomlkit.inline_table()
        for name, one in value.items():
            line.append(name, _inline(one))
        return line
    if isinstance(value, list):
        row = tomlkit.array()
        for one in value:
            row.append(_inline(one))
        return row.multiline(len(value) > 1 and isinstance(value[0], Mapping))
    return value


def _explained(name: str, value: Any) -> Any:
    written = tomlkit.item(value)
    return written.comment(BESIDE[name]) if name in BESIDE else written
