"""The controller's own site signs who is signed in there."""
