"""The command if no script is installed: `python -m quizapp.cli`."""

from quizapp.cli import main

main()
