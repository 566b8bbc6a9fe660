"""Tests of organization."""
