"""The store in SQLite: the append, the events in order, and the views."""
