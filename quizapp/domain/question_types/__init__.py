"""One module for each type, with its facts and verbs. No type imports another. `quizapp.domain.questions.registry` lists them."""
