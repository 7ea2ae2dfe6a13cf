"""Reads the file of an earlier register: text with separators, a workbook, or JSON lines."""
