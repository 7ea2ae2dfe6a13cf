"""The transparency log as pure definitions: what an entry is, and how entries are hashed."""
