"""Figures that people look at: of a period, beside another, and as they may be published."""
