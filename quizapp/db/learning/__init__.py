"""Rows of what learners do: answers, memory, decks begun, notes, practices; and the editions they study."""
