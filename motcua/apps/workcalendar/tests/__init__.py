"""Tests of the calendar, by verb."""
