"""A view of which somebody took rows away is true up to nothing: a trigger says so at once."""

from griffie.application.projections.projector import LOST


def guard(name: str) -> str:
    """What makes the trigger by which a view of which a row was deleted is true up to nothing.

    A fold that deletes rows says afterwards up to where the view is true.
    """
    return f"""CREATE TRIGGER IF NOT EXISTS {name}_lost AFTER DELETE ON {name}
        BEGIN UPDATE positions SET position = {LOST} WHERE view = '{name}'; END"""
