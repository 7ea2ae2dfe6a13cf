"""The garbage collector, for processes that serve or fold."""

import gc


def collect_rarely() -> None:
    """Look for cycles less often: events and rows make none.

    Python would look for some after every seven hundred objects, a fifth of the time of a fold.
    """
    gc.set_threshold(50_000, 50, 100)
