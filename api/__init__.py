"""Everything that calls the application: HTTP, console, command line, papers, demonstration."""
