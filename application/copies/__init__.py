"""Copies of data that are handed over: several documents as one file."""
