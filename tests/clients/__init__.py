"""Clients that a generator makes from our OpenAPI document."""
