"""Our verifier of evidence bundles and receipts, apart from the one inside each bundle."""
