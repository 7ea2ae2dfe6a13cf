"""What the naive model says of a step: what stands against it, or where the pages are silent."""

from typing import NamedTuple

ORDER = "order"
"""409 without an article: the state forbids it."""
WORDS = "words"
"""422: what was said cannot be."""
LAW = "law"
"""409 with some article, where the pages name none."""
STATE = (ORDER, LAW)
"""409, and the pages do not say which."""
ANY = (ORDER, LAW, WORDS)


class Against(NamedTuple):
    """One thing that stands against a step, and the answers that would say so."""

    answers: tuple[str, ...]

    def fits(self, answer: str) -> bool:
        return answer in self.answers or (LAW in self.answers and answer.startswith("gdpr/"))


class Silent(NamedTuple):
    """The pages say neither yes nor no: a key of `SILENCE`."""

    key: str


class Known(NamedTuple):
    """The engine departs from the pages: a key of `DEPARTURES`."""

    key: str


Found = Against | Silent | Known


def no(*answers: str) -> Against:
    return Against(answers)


def agree(found: list[Found], answer: str) -> bool:
    """Whether the engine's answer ("done", "order", "words" or a provision) is the model's."""
    against = [one for one in found if isinstance(one, Against)]
    silent = len(against) < len(found)  # or known to disagree
    if not against:
        return silent or answer == "done"
    return answer != "done" and (silent or any(one.fits(answer) for one in against))
