"""What can be done with a request: the steps, and the rules under which they stand."""
