"""Finding a procedure in a citizen's own words, in memory: no Django, no database, no clock.

`writing` undoes what keyboards and hurry do; `lexicon` knows what people say and what the law calls it; `spelling`
mends slips; `phrases` finds the lexicon's wordings in a sentence; `names` ranks by names; `outside` knows what is not
ours; `asking` says in what the answers differ; `engine` puts them together.
"""
