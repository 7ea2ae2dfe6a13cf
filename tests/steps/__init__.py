"""A page a subject: its tests, and what it declares for the tests that want every step.

`test_<subject>.py` may hold any of these names; `tests.given.declared` collects them.

SAMPLES       one sample of each event (see tests/documents/test_golden.py)
CASES         for each rule of its own the `Case` in which that rule, and none before it, is broken
TRIED         the paths of the steps that this page takes through HTTP
NOT_MODELLED  for a step of which the second model (tests/model) has no page: why not
"""
