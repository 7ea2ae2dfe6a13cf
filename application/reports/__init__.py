"""What management reads: the dashboard of a day and the figures of a year."""
