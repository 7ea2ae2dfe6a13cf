"""Many controllers in one process: each its own store, keys, log, people and sessions.

What holds here: a message is answered by one controller, chosen by the host name or by the path,
and what it brings along (a token, a cookie, a reference) is looked for in that controller's store
alone. Nothing is shared but the process, its limits of connections and its log.
"""
