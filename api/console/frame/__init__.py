"""What all pages of the console share: layout, signing in, static files, pages of problems."""
