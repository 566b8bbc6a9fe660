"""Django-level tools without tables or domain words."""
