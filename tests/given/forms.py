"""A form of the console as a browser would fill it in: only fields that the page really draws."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

Sent = dict[str, list[str]]


class FormReader(HTMLParser):
    """The form of a step on a page: its address, what stands in its fields, what can be chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.values: Sent = {}
        self.choices: Sent = {}
        self.boxes: set[str] = set()
        self._inside = False
        self._select = ""
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "data-ahead" in said
            self.action = said["action"] if self._inside else self.action
        if not self._inside:
            return
        name = said.get("name", self._select)
        if tag == "select":
            self._select = name
            self.values.setdefault(name, [])
        elif tag == "option" and "disabled" not in said and self._select:
            self.choices.setdefault(name, []).append(said["value"])
            if "selected" in said:
                self.values[name] = [said["value"]]
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]
        elif tag == "input":
            self._input(said)

    def _input(self, said: Mapping[str, str]) -> None:
        name, value = said["name"], said.get("value", "")
        if said.get("type") == "file":
            return
        if said.get("type") not in {"radio", "checkbox"}:
            self.values[name] = [value]
            return
        self.boxes.add(name)
        self.values.setdefault(name, [])
        if "disabled" in said:
            return
        self.choices.setdefault(name, []).append(value)
        if "checked" in said:
            self.values[name].append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def filled(self, body: Mapping[str, Any]) -> Sent:
        """What a browser sends for a body of the API. Fails where the page has no such field."""
        sent = {name: list(values) for name, values in self.values.items()}
        for name in self.values.keys() - {"version", "once"} - body.keys():
            if name in self.choices or self.values[name] != [""]:
                sent[name] = []  # a body that leaves it out means that nothing is chosen
        for name, value in body.items():
            for field, typed in typed_for(name, value):
                assert not typed or field in self.values, f"no field {field}"
                offered = self.choices.get(field)
                assert offered is None or {*typed} <= {*offered}, f"{field}: {typed} of {offered}"
                sent[field] = typed
        return {name: values for name, values in sent.items() if values}


def typed_for(name: str, value: Any) -> list[tuple[str, list[str]]]:
    """The fields of a form, and what is typed in them, for one field of a body."""
    if isinstance(value, dict):
        return [(f"{name}.{inner}", [str(said)]) for inner, said in value.items()]
    if isinstance(value, list) and name in {"fields", "channels", "provisions"}:
        return [(name, [" ".join(value)])]
    if isinstance(value, list):
        return [(name, ["\n".join(value)] if name == "items" else [str(one) for one in value])]
    if isinstance(value, bool):
        return [(name, ["yes" if value else "no"])]
    return [(name, [f"{value // 100},{value % 100:02}" if isinstance(value, int) else str(value)])]
