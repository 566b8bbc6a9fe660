"""Pages of those who steer, keep and check."""
