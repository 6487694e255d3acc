"""The versions of the database's schema, from the first on."""
