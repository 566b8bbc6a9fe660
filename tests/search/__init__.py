"""Graded questions that measure the search of procedures, and the measuring."""
