"""`python -m griffie.api.demo`: what `python3 dev.py demo` runs once everything is installed."""

from griffie.api.demo.run import main

main()
