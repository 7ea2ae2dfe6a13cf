"""A table as a file: CSV, a workbook or JSON lines, written while it is sent."""
