"""python -m civquiz."""

from civquiz.cli import main

main()
