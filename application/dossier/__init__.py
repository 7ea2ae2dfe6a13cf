"""The evidence bundle: what a stranger needs to check a request, or the register, without us."""
