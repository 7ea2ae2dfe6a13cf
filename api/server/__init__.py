"""What stands between the network and the application: connections, their limits, the log.

It knows nothing of requests or stores. uvicorn speaks HTTP; here is what it leaves open: how long a
message may take, how large its head may be, and how many may be connected at once.
"""
