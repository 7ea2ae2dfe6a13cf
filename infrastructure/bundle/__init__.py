"""The verifier of evidence bundles and receipts."""
