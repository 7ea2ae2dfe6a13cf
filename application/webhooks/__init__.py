"""Webhooks: other programs of the office are told that something happened, and nothing personal."""
