"""The running transparency log: checkpoints, signatures and the audit."""
