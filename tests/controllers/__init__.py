"""Many controllers in one process, and what they must not share."""
