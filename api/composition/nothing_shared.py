"""What two controllers of one installation may not share, by what their file says of each.

What it does not say is taken as it will be when the stores are opened. Addresses are compared by
what they name and not by their words; that two names are one machine is seen by nobody before a
store is opened, so `controllers.opened_stores` looks again.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from griffie.api.composition.files import kek_path
from griffie.api.composition.server_store import need_driver
from griffie.application.errors import BadControllersError
from griffie.infrastructure.controllers_file import ControllerEntry


def refuse_shared(file: str, entries: Sequence[ControllerEntry]) -> None:
    """Raises BadControllersError, which names the place in the file and no value; StoreError.

    Nothing is opened for it, and no server is asked.
    """
    if any(one.database for one in entries):
        need_driver()
        _refuse_shared_database(file, entries)
    places = [place_of_entry(one) for one in entries]
    for place in places:
        if any(place != other and place.is_relative_to(other) for other in places):
            raise BadControllersError(f"{file}: data: a folder lies within another")
    if len(set(places)) < len(places):
        raise BadControllersError(
            f"{file}: what guards two controllers on this machine has the same place: name another"
            " folder with beside"
        )
    keks = [one.kek or kek_path(place) for one, place in zip(entries, places, strict=True)]
    if len(set(keks)) < len(keks):
        raise BadControllersError(f"{file}: two controllers name the same master key")


def place_of_entry(one: ControllerEntry) -> Path:
    """The folder of a store; of one on a server, that of its locks, beside which its key lies."""
    if one.data:
        return one.data
    from griffie.api.composition.server_files import place_of  # noqa: PLC0415

    return place_of(one.database or "", one.beside)


def _refuse_shared_database(file: str, entries: Sequence[ControllerEntry]) -> None:
    import psycopg  # noqa: PLC0415

    from griffie.infrastructure.postgres.address import whereabouts  # noqa: PLC0415

    known: dict[object, tuple[int, str]] = {}
    for number, one in enumerate(entries):
        for word, url in _addresses(one):
            try:
                found = whereabouts(url)
            except psycopg.Error:
                raise BadControllersError(
                    f"{file}: controller.{number}.{word}: it is no address of a database"
                ) from None
            for where in found:
                other, named = known.setdefault(where, (number, word))
                if other != number:
                    raise BadControllersError(
                        f"{file}: controller.{other}.{named} and controller.{number}.{word} name"
                        " the same database"
                    )
                if (named, word) == ("database", "keys"):
                    raise BadControllersError(
                        f"{file}: controller.{number}.keys: the keys need a database of their own"
                    )


def _addresses(one: ControllerEntry) -> Iterator[tuple[str, str]]:
    """The databases of a controller, each under its word in the file."""
    from griffie.infrastructure.postgres.keys import keys_url  # noqa: PLC0415

    if one.database:
        yield "database", one.database
        yield "keys", one.keys or keys_url(one.database)
    if one.replica:
        yield "replica", one.replica
