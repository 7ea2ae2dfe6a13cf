"""Another controller hands requests on by OpenDSR."""
