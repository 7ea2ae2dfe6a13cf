"""The pages for oversight: audit, access to requests, retention, evidence."""
