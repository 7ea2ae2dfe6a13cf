"""A paper of sections, tables and figures, as PDF: reports, records and what lies in a bundle."""
