"""The mail relay that takes our messages over (RFC 5321): which one, and how it is spoken to."""
