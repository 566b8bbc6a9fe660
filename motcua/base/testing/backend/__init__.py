"""The product's backend, with a flush that leaves reference data in place."""
