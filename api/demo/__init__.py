"""An invented office at work, to look around in."""
