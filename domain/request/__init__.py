"""One request: its values, its claims, what follows from its events, its reminders."""
