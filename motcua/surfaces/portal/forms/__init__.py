"""Forms of the portal: plain validators of what was sent."""
