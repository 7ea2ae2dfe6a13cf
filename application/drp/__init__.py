"""The Data Rights Protocol, version 1.0, for the business that is asked.

The published specification lies at
https://github.com/consumer-reports-innovation-lab/data-rights-protocol.
"""
