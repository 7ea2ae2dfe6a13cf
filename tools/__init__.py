"""Programs for people who work on Griffie: `python -m tools.NAME`. They are not in the package."""
