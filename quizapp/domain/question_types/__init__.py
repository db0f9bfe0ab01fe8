"""One module, one type, its facts and verbs. Types are strangers: none imports another. `quizapp.domain.questions.registry` lists them."""
