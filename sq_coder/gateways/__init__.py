"""Effects: each module is the only importer of its library."""
