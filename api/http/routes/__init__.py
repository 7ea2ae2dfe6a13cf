"""The addresses of the JSON API, a page a subject."""
