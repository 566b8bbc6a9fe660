"""Tools of the tests: the database as the application sees it."""
