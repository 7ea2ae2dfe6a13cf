"""How long a request's own file is kept, and how what is due to be erased is erased."""
