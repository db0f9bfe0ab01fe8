"""HTTP only: parse, call one service, render or redirect. One blueprint for each audience; no blueprint imports another."""
