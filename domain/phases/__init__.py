"""What can be done with a request, a page a phase: intake, gates, decision, answer, aftermath.

A step returns what happened, or raises. The stem stands in every signature:
`fulfil -> RightFulfilled`. What an event changes stands with the event; what forbids a step
stands above it.
"""
