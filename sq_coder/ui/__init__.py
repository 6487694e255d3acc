"""The screens: researchers check keywords together in a browser. Parses and draws, then calls Study."""
