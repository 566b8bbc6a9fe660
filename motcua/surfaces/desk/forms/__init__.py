"""Forms of the desk: plain validators of what was sent."""
