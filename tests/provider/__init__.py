"""Signing in through a sign-in provider: a real one, and one that lies."""
