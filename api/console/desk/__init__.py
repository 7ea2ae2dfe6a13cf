"""The desk: one form for every step, and the pages on which an office does its work."""
