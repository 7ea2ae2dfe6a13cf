"""Evidence bundles: what an outsider needs to check a request, or the register, without us."""
