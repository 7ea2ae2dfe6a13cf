"""A request as its history leaves it: its values, its claims, its state, its reminders."""
