"""What was: a moment of the past, and what differs between two of them."""
