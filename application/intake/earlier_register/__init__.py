"""An office's earlier register, from a file into this one: read, mapped, imported line by line."""
