"""Copies of a store, and the files outside it by which an old copy is recognised."""
