"""Commands of bin/motcua that need several apps."""
