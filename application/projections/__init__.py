"""The projections: events folded into rows of the register, the trail, figures and retention."""
