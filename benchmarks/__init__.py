"""What it costs, each figure as a ratio in one run: `python3 dev.py bench [NAME...]`."""
