"""Text in four languages for console and papers: sentences, events, claims, dates and plurals."""
