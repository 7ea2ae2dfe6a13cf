"""What an operator does to a whole store: audit, erase again, finish what was cut off, backups."""
