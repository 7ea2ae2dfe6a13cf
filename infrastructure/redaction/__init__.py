"""Documents drawn anew without what was covered.

redactor  the port: starts the painter, or covers a text itself
painter   a process of its own: renders pages as pictures, paints over them, writes a new file
"""
