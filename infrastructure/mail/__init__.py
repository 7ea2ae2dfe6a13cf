"""Reading an e-mail that may be a request."""
