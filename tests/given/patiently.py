"""`python -m tests.given.patiently serve …` is `griffie serve …` where readers wait a minute.

Two hundred who ask on a machine at work must all wait at the same moment: five seconds, which they
are let wait otherwise, may be over before the last of them has asked.
"""

import sys

from griffie.api.http import awaited

PATIENTLY = (sys.executable, "-m", "tests.given.patiently", "serve")

if __name__ == "__main__":
    awaited.PATIENCE = 60.0  # before anything takes it from there
    from griffie.api.cli import main

    sys.argv[0] = "griffie"
    main()
