"""Griffie: an event-sourced engine for data-subject requests under the GDPR.

`griffie.domain` is what is true and lawful, `griffie.application` what is done with it,
`griffie.infrastructure` how the world is reached, `griffie.api` who drives it all.
"""

__version__ = "0.1.0"
"""The version of the package, and the only place in which it is written."""
