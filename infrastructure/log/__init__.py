"""The running transparency log: signing, checkpoints, proofs, and its audit."""
