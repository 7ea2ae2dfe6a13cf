"""What an operator does to a whole store: audit, backup, and erasures finished or done again."""
