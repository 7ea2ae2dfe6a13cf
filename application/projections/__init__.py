"""Events folded into rows: the register, the audit trail, figures, retention."""
