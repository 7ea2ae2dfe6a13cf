"""Copies of a store, and what is kept outside it so that an old copy is recognised."""
