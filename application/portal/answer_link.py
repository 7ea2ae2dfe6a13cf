"""The link in a notice: it leads to the answer of one request until a day, and opens nothing alone.

Whoever has it need not type the reference. The secret code, and the code by e-mail where one is
asked, open the answer as everywhere.
"""

from datetime import date
from uuid import UUID

from griffie.application.engine import Engine
from griffie.domain.request.reference import reference

PATH = "/portal/answer/"
_KIND = "answer"
"""Under which it is sealed: a link for something else is none of these."""


def answer_link(engine: Engine, request_id: UUID, until: date) -> str:
    """The path of a link that leads to the answer of a request until a civil day in Brussels."""
    return PATH + engine.links.seal(f"{request_id.hex}{until.isoformat()}", _KIND)


def reference_of_link(engine: Engine, link: str) -> str | None:
    """The reference that a link stands for today; None where it is too old, or none of ours."""
    words = engine.links.open(link, _KIND)
    if words is None:
        return None
    request_id, until = UUID(words[:32]), date.fromisoformat(words[32:])
    return reference(request_id) if engine.today() <= until else None
