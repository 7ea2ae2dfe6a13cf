"""The register: what one may ask it, the dashboard made of that, a request found by its name."""
