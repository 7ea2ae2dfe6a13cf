"""Sizes of files in the unit that fits."""

_UNITS = ("B", "kB", "MB")
_THOUSAND = 1000


def size(octets: int) -> str:
    """A size in the unit that fits: `214 kB`."""
    amount, unit = float(octets), 0
    while amount >= _THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / _THOUSAND, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}"
