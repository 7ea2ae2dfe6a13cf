"""What the domain is built of: events, the aggregate that they build, sealed values and errors."""
