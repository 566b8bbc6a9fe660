"""What an officer sees or does over several apps at once: composed here, ruled there."""
