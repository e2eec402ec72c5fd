"""Starts the command line of inferlint, which runs on Node.js. There is no library in Python."""
