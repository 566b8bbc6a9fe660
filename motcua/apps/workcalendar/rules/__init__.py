"""The engine of working time: pure, in the office's wall clock, cut to the minute."""
