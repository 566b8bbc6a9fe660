"""The officer's pages: one work list, one dossier page."""
