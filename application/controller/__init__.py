"""The profile of the controller, and which right applies to which of its purposes."""
