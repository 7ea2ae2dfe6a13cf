"""Somebody who types a canary in every field of every form of a page, as a browser sends it.

A canary is a value that stands nowhere else: `CANARY` with a number, as a name, an address of
e-mail or a sentence. So one search for `CANARY` finds any of thousands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle

from fastapi.testclient import TestClient
from httpx2 import Response

CANARY = "zqkanarie"
_DRESSES = (
    "Jan {}",
    "{}@post.example",
    "{} woont Kerkstraat 7, 9000 Gent.",
    "Tel. 0470 12 34 56 van {}",
    "<b>{}</b>\u202e",
    "Élodie-{} ’s brief",
)
_CHOSEN = frozenset({"radio", "checkbox"})
_UNTYPED = frozenset({"submit", "button", "image", "reset", "hidden", "file", *_CHOSEN})
FITTING = {"date": "2026-03-09", "datetime-local": "2026-03-09T09:00", "number": "1"}
"""What is typed where a browser lets nobody type words."""
Sent = dict[str, list[str]]


class Canaries:
    """Gives values one after another, no two alike, and counts them."""

    def __init__(self) -> None:
        self.given = 0
        self._dresses = cycle(_DRESSES)

    def next(self, kind: str = "text") -> str:
        """The next one, as it fits a field of this type."""
        self.given += 1
        dress = "{}@post.example" if kind == "email" else next(self._dresses)
        return dress.format(f"{CANARY}{self.given:05}")


@dataclass
class Drawn:
    """A form of a page: where it is sent, and the fields in it, by name."""

    method: str
    action: str
    in_parts: bool = False
    """Whether it is sent in parts, as a file is."""
    typed: dict[str, str] = field(default_factory=dict)
    """In which something is typed, with the type of the field."""
    values: Sent = field(default_factory=dict)
    """What stands in the other fields as the page draws them: hidden, or chosen."""
    choices: Sent = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Those that have a name: with one of them something else is done."""
    files: set[str] = field(default_factory=set)

    def typed_right(self, canaries: Canaries) -> Sent:
        """A canary in each text; days are days, and what is chosen is a choice of the page."""
        chosen = {name: [offered[-1]] for name, offered in self.choices.items()}
        typed = {
            name: [FITTING.get(kind) or canaries.next(kind)] for name, kind in self.typed.items()
        }
        return self.values | chosen | typed

    def typed_wrong(self, canaries: Canaries) -> Sent:
        """A canary in each text, in place of each day and in place of each choice."""
        names = sorted(self.typed.keys() | self.choices.keys())
        return self.values | {name: [canaries.next()] for name in names}

    def forged(self, canaries: Canaries) -> Sent:
        """A canary in every field, those that the program fills in too, and in a name."""
        names = sorted(self.typed.keys() | self.choices.keys() | self.values.keys())
        return {name: [canaries.next()] for name in [*names, f"x-{CANARY}"]}

    @property
    def known_by(self) -> tuple[str, ...]:
        """What two forms have in common that are the same one."""
        return (self.action, *sorted(self.typed), *sorted(self.choices))


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Drawn] = []
        self._by_id: dict[str, Drawn] = {}
        self._inside: Drawn | None = None
        self._select: tuple[Drawn, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            parts = said.get("enctype") == "multipart/form-data"
            self._inside = Drawn(said.get("method", "get").lower(), said.get("action", ""), parts)
            self.forms.append(self._inside)
            self._by_id[said.get("id", "")] = self._inside
        form = self._by_id.get(said["form"]) if "form" in said else self._inside
        if tag == "option" and self._select and "disabled" not in said:
            of, name = self._select
            of.choices.setdefault(name, []).append(said.get("value", ""))
        if form is None or not said.get("name") or "disabled" in said:
            return
        if tag == "select":
            self._select = form, said["name"]
        elif tag == "textarea":
            form.typed[said["name"]] = "text"
        elif tag == "button":
            form.buttons.append((said["name"], said.get("value", "")))
        elif tag == "input":
            _input(form, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        if tag == "select":
            self._select = None


def _input(form: Drawn, said: dict[str, str]) -> None:
    name, kind = said["name"], said.get("type", "text")
    if kind == "file":
        form.files.add(name)
    elif kind in _CHOSEN:
        form.choices.setdefault(name, []).append(said.get("value", "on"))
    elif kind == "hidden":
        form.values.setdefault(name, []).append(said.get("value", ""))
    elif kind not in _UNTYPED:
        form.typed[name] = kind


def ways(drawn: Drawn, canaries: Canaries) -> Iterator[Sent]:
    """What is sent of a form: what does not fit, what no page sends, what fits; by each button."""
    yield drawn.typed_wrong(canaries)
    yield drawn.forged(canaries)
    yield drawn.typed_right(canaries)
    for name, value in drawn.buttons:
        yield drawn.typed_right(canaries) | {name: [value]}


def send(client: TestClient, address: str, drawn: Drawn, sent: Sent) -> Response:
    """Send a form, with a file that bears a canary where one is asked."""
    octets = (f"{CANARY}.pdf", f"%PDF {CANARY}".encode(), "application/pdf")
    files = dict.fromkeys(sorted(drawn.files), octets) if drawn.in_parts else None
    answer: Response = client.post(drawn.action or address, data=sent, files=files)
    return answer
