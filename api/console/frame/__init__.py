"""What every page of the console stands in: sign-in, layout, static files, problems."""
