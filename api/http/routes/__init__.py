"""The addresses of the JSON API, a page for each subject."""
