"""What bin/motcua calls."""
