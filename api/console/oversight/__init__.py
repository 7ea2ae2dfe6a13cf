"""The pages of those who oversee: audit, access, retention, evidence."""
