"""The store in SQLite: tables and triggers, the append, and the views."""
