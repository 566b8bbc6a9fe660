"""Browser tests: people of the demonstration centre play on a Motcua that was started as `bin/start` starts it.

Two settings for whoever works on them: MOTCUA_RUNNING names the var directory of a Motcua that runs already (its
own is started otherwise), MOTCUA_PICTURES the directory that gets the pictures of the README.
"""
