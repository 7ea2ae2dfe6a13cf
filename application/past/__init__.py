"""Looking at the past: a moment, what was then, and what differs between two moments."""
