"""Which controllers one installation serves: a TOML file of the operator.

An example is `docs/examples/controllers.toml`. Nothing is shared between two controllers: neither
a folder, nor a master key, nor a file of mailboxes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from griffie.application.errors import BadControllersError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.operator_file import read_operator_file

_FILES = ("mailboxes", "relay", "sign_in", "own_site", "opendsr", "drp")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
_Host = Annotated[
    str, StringConstraints(pattern=rf"^(?:{_LABEL}\.)*{_LABEL}$", max_length=253, to_lower=True)
]


class ControllerEntry(Frozen):
    """One controller of the installation. Paths are read from the folder of the file."""

    slug: _Slug
    """Its name in addresses: `/c/{slug}/` stands before each of its paths."""
    data: Path
    host: _Host | None = None
    """The host name under which it is answered without the slug."""
    kek: Path | None = None
    profile: Path | None = None
    mailboxes: Path | None = None
    relay: Path | None = None
    sign_in: Path | None = None
    """The file of a sign-in provider, which may serve several."""
    own_site: Path | None = None
    """The file of the site that says who is signed in there."""
    opendsr: Path | None = None
    """The file of controllers who hand requests on by OpenDSR."""
    drp: Path | None = None
    """The file of agents who bring requests by the Data Rights Protocol."""


class _File(Frozen):
    controller: tuple[ControllerEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for word in ("slug", "host", "data", "kek", "mailboxes", "own_site", "opendsr", "drp"):
            said = [getattr(one, word) for one in self.controller]
            if _has_twice(one for one in said if one is not None):
                raise ValueError(f"two controllers name the same {word}")
        return self


def _has_twice(said: Iterable[object]) -> bool:
    every = list(said)
    return len(set(every)) < len(every)


def read_controllers(path: Path) -> tuple[ControllerEntry, ...]:
    """The controllers of a file, each path absolute. Raises BadControllersError."""
    said = read_operator_file(path, _File, BadControllersError, "controller")
    home = path.resolve().parent
    entries = tuple(_from_home(one, home) for one in said.controller)
    folders = [one.data for one in entries]
    for one in folders:
        if any(one != other and one.is_relative_to(other) for other in folders):
            raise BadControllersError(f"{path.name}: data: a folder lies within another")
    try:
        return _File(controller=entries).controller  # once more: two spellings are one place
    except ValueError:
        raise BadControllersError(f"{path.name}: two controllers name the same place") from None


def _from_home(one: ControllerEntry, home: Path) -> ControllerEntry:
    places = {
        name: (home / said).resolve()
        for name in (*("data", "kek", "profile"), *_FILES)
        if (said := getattr(one, name)) is not None
    }
    return one.model_copy(update=places)
