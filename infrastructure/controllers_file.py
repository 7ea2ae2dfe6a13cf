"""Which controllers one installation serves: a TOML file of the operator.

An example is `docs/examples/controllers.toml`. Nothing is shared between two controllers: neither
a folder, nor a database, nor a master key, nor a file of mailboxes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from griffie.application.errors import BadControllersError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.operator_file import read_operator_file

_OF_A_SERVER = ("keys", "beside", "replica")
_FILES = ("mailboxes", "relay", "sign_in", "own_site", "opendsr", "drp")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
_Host = Annotated[
    str, StringConstraints(pattern=rf"^(?:{_LABEL}\.)*{_LABEL}$", max_length=253, to_lower=True)
]
_Address = Annotated[str, StringConstraints(pattern=r"^postgres(?:ql)?://")]
"""It may hold a password, and is shown nowhere."""


class ControllerEntry(Frozen):
    """One controller of the installation. Paths are read from the folder of the file."""

    slug: _Slug
    """Its name in addresses: `/c/{slug}/` stands before each of its paths."""
    data: Path | None = None
    """The folder of its store. Either this is named or the next one."""
    database: _Address | None = Field(default=None, repr=False)
    """The database of its store on a server."""
    keys: _Address | None = Field(default=None, repr=False)
    """Of a store on a server, the database of its keys; else `<name>_keys` beside it."""
    beside: Path | None = None
    """Of a store on a server, the folder of what guards it on this machine."""
    replica: _Address | None = Field(default=None, repr=False)
    """Of a store on a server, a replica from which lists and figures are read."""
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

    @model_validator(mode="after")
    def _one_store(self) -> Self:
        if (self.data is None) == (self.database is None):
            raise ValueError("name either data, a folder, or database, a store on a server")
        said = [name for name in _OF_A_SERVER if getattr(self, name) is not None]
        if self.data and said:
            raise ValueError(f"a store in a folder has no {' and no '.join(said)}")
        return self


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


def read_controllers(path: Path, beside: Path | None = None) -> tuple[ControllerEntry, ...]:
    """The controllers of a file, each path absolute. Raises BadControllersError.

    `beside` is that of each store on a server that names none.
    """
    said = read_operator_file(path, _File, BadControllersError, "controller")
    home = path.resolve().parent
    entries = tuple(_from_home(one, home, beside) for one in said.controller)
    try:
        return _File(controller=entries).controller  # once more: two spellings are one place
    except ValueError:
        raise BadControllersError(f"{path.name}: two controllers name the same place") from None


def _from_home(one: ControllerEntry, home: Path, beside: Path | None) -> ControllerEntry:
    places = {
        name: (home / said).resolve()
        for name in (*("data", "beside", "kek", "profile"), *_FILES)
        if (said := getattr(one, name)) is not None
    }
    if one.database and beside:
        places.setdefault("beside", beside.resolve())
    return one.model_copy(update=places)
