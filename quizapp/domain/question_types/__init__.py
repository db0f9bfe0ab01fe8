"""One module, one type, four verbs. Types are strangers: none imports another. `quizapp.domain.questions.registry` lists them."""
