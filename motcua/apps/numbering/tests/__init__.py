"""Tests of numbering: many writers, crashes, rollbacks."""
