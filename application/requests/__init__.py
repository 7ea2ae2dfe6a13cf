"""Load, decide, append: how anything about a request changes, in one way only."""
