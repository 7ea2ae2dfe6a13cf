"""The law joined to the code and to the tests."""
