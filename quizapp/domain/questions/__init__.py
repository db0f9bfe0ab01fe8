"""What a question is: the contract of a type, the registry, and how texts, numbers and dates are judged."""
