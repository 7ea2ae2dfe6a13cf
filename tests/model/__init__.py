"""A second, naive model of the rules, written from the interface and the law alone."""
