"""Load, decide, append: the one way in which anything about a request changes."""
