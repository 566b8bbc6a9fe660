"""Tests of the tools without tables."""
