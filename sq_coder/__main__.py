"""`python -m sq_coder`."""

from sq_coder.cli import main

main()
