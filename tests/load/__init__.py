"""The bench: our pages against a bare yardstick, over the same server, database and machine (`bin/motcua bench`)."""
