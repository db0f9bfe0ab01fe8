"""The command where no script is installed: `python -m quizapp.cli`."""

from quizapp.cli import main

main()
