"""The contexts; each owns its tables and is entered by five doors only."""
