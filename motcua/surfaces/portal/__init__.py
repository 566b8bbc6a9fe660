"""The citizen's pages: find, file, follow."""
