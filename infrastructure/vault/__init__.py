"""Personal values and their keys, and what was erased."""
