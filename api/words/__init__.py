"""Sentences in four languages: catalogues, dates and plurals, for console and papers."""
