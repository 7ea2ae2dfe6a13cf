"""Agents bring requests by the Data Rights Protocol."""
