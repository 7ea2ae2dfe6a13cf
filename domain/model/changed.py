"""A value with some of its fields changed: `dataclasses.replace`, without its way through __init__.

A replay changes a claim with most of its events, so this is a fifth of it. What follows from the
fields, and was worked out and kept in the value (`cached_property`), does not go over.
"""

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace

    changed = replace
else:
    from collections.abc import KeysView
    from dataclasses import fields

    def changed(value: Any, /, **new: Any) -> Any:
        """For a dataclass without __post_init__ and slots. Raises TypeError: no such field."""
        kind = type(value)
        names, worked_out = _names(kind)
        if not names >= new.keys():
            raise TypeError(f"no such field: {', '.join(new.keys() - names)}")
        made = object.__new__(kind)
        held = made.__dict__
        held.update(value.__dict__, **new)
        for name in worked_out:
            held.pop(name, None)
        return made

    @cache
    def _names(kind: type) -> tuple[KeysView[str], tuple[str, ...]]:
        """The fields of a dataclass, and what is worked out of them and kept."""
        found = {name: one for part in kind.__mro__ for name, one in vars(part).items()}
        kept = (name for name, one in found.items() if isinstance(one, cached_property))
        return dict.fromkeys(field.name for field in fields(kind)).keys(), tuple(kept)
