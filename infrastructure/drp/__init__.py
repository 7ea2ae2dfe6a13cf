"""The Data Rights Protocol: the directory of agents that the operator keeps."""
