"""Mutation testing of `domain/`: `python -m tests.mutation`. See docs/quality.md."""
