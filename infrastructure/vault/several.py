"""A question about several requests, asked by one of few statements, so that it stays prepared."""


def for_several(statement: str, owners: list[str]) -> tuple[str, list[str]]:
    """The statement with places for these ids in its braces, and what stands in them.

    The number of places is a power of two: the last id fills those that are over.
    """
    many = 1 << (len(owners) - 1).bit_length() if owners else 0
    places = ", ".join("?" * many)
    return statement.format(places), owners + owners[-1:] * (many - len(owners))
