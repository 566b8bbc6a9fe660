"""Django's PostgreSQL backend, which tells the server the present scope."""
