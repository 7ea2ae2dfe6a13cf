"""The pages of a bundle that people read. They are no evidence; what lies beside them is."""

from collections.abc import Mapping

from application.dossier.case import Case
from domain.reference import reference


def pages(case: Case) -> Mapping[str, bytes]:
    """Names and contents, of which none holds personal data that was not opened for the reader."""
    about = f"request {reference(case.request.id)}" if case.request else "the register"
    lines = [f"{about}, {case.size} entries, made at {case.reader.at.isoformat()}"]
    lines += [
        f"{piece.place}  {piece.topic}  {event.timestamp.isoformat()}  {event.actor}"
        for piece, event in zip(case.pieces, case.events, strict=True)
    ]
    return {"dossier.txt": ("\n".join(lines) + "\n").encode()}
