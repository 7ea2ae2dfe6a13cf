"""What Griffie costs, each figure as a ratio within one run: `python3 dev.py bench [NAME...]`."""
