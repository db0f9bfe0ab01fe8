"""HTTP only: parse, call one service, render or redirect. One blueprint for each audience; blueprints are strangers to each other."""
