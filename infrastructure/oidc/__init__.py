"""The office's own sign-in provider, by OpenID Connect: its settings, and what it answers."""
