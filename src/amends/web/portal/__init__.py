"""The complainant's pages: complain, track, ask for help. No account, four languages, works without scripts."""
