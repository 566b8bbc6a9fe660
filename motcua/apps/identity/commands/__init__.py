"""Commands of identity: accounts, staff and citizen sign-in, sessions."""
