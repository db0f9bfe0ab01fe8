"""What is true of questions, memory and decks whatever stores or shows them.

Pure: no Flask, no SQLAlchemy, no files, no clock and no global randomness; time and chance come in as arguments. A response is
graded in `question_types`, a question comes back by `scheduling` and `memory`, what comes next is `queue`. Nothing here imports
another layer of quizapp.
"""
