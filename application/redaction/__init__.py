"""Covering what a document says of others, before a copy of it is handed over."""
