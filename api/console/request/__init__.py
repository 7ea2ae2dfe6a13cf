"""The pages of one request: its state, its timeline, its past."""
