"""The records of processing activities of Article 30: in words, as a paper, as rows of a table."""
