"""What management reads: the figures of a year, and what they are counted from."""
