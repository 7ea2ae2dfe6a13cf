"""The portal: what a person may do who signs in nowhere, with a reference and a secret code.

Everything goes through the same use cases as in the office; only the words and the doors differ.
"""
