"""No tables here: Django tells only an app with a models module that migrations begin, and the grants wait for that."""
