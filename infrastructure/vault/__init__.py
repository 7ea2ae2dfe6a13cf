"""Personal values under keys of their own, and how they are erased."""
