"""The controller's profile, and what follows from it for a request."""
