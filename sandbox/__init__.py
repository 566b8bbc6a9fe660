"""Simulators of the outside systems, with injected faults; the product never imports them."""
