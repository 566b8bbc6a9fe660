"""Tests of the pages the surfaces compose."""
