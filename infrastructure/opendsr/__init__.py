"""OpenDSR: the file of the operator, and the certificate with which answers are signed."""
