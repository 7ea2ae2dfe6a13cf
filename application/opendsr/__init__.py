"""OpenDSR, version 2.0: a controller for whom the office processes data hands requests on.

The published specification lies at https://github.com/opengdpr/OpenDSR.
"""
