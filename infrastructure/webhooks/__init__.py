"""Webhooks: where they are kept, and how a message goes out without being led astray."""
