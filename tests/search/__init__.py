"""The search of procedures, measured on questions nobody tuned it by."""
