"""A value with some of its fields changed: `dataclasses.replace`, without its way through __init__.

A replay changes a claim with most of its events, so this is a fifth of it. What follows from the
fields, and was worked out and kept in the value (`cached_property`), does not go over.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace

    changed = replace
else:
    from collections.abc import KeysView
    from dataclasses import fields

    def changed(value: Any, /, **new: Any) -> Any:
        """For a dataclass without __post_init__ and slots. Raises TypeError: no such field."""
        known, names = value.__dict__, _names(type(value))
        if not names >= new.keys():
            raise TypeError(f"no such field: {', '.join(new.keys() - names)}")
        made = object.__new__(type(value))
        made.__dict__.update({name: known[name] for name in names} | new)
        return made

    @cache
    def _names(kind: type) -> KeysView[str]:
        return dict.fromkeys(field.name for field in fields(kind)).keys()
