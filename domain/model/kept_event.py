"""What stays in sight: events that a request keeps, to be shown beside its state."""

from __future__ import annotations

from typing import Any

from griffie.domain.model.kernel import Event


class Noted(Event):
    """An event whose facts no rule needs, and that a reader wants all the same (Article 5(2)).

    The request keeps it as it happened. Nothing is judged by it: what a rule asks, `apply` writes.
    """

    def mutate(self, aggregate: Any) -> Any:
        request = super().mutate(aggregate)
        request.noted = (*request.noted, self)
        return request
