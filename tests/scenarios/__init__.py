"""Decisions of the Belgian authority, told as courses of facts: where Griffie stops or warns."""
