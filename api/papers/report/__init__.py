"""The figures of a period: in words, as bars, and as a paper."""
