"""The register: lists and counts of requests, and a request found by its reference."""
