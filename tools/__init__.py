"""Makers of committed data and pages; run by hand, read by tests."""
