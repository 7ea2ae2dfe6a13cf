"""The work queue: what is due, late and waiting."""
