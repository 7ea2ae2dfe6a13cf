"""The controller's own site: which keys it signs with, and which of its words are believed."""
