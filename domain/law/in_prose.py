"""The articles of the GDPR that a text in prose cites, such as the docstring of a step."""

import re
from collections.abc import Iterator

from griffie.domain.law.provision import GDPR, Provision

_TOGETHER = re.compile(r"\bArt(?:\.|icles?) ((?:[0-9]+[0-9()a-z\-]*(?:, | and )?)+)")
_PART = re.compile(r"(?<![(0-9])([0-9]+)(?:\(([0-9]+)\))?(?:\(([a-z])\))?")
_ANOTHER_ACT = re.compile(r"1182/71|\bAct of\b")


def in_prose(text: str) -> Iterator[Provision]:
    """The articles of the GDPR in a text such as `Art. 17(3), 15(4)`, in its order.

    A paragraph that cites another act is left out.
    """
    ours = (one for one in text.split("\n\n") if not _ANOTHER_ACT.search(one))
    for one in ours:
        for together in _TOGETHER.findall(one):
            for article, paragraph, point in _PART.findall(together):
                yield GDPR(int(article), int(paragraph) if paragraph else None, point or None)
