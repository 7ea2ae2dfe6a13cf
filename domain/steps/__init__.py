"""What can be done with a request, a page a subject: its events, its rules, its steps.

said     what a step is told, by type: which day, which right, which limit
rule     what must hold before a step is taken
step     how a step is declared, taken and listed
rules    the rules that two subjects or more share
deed     what events about the carrying out of a right have in common

Every other page is a subject. They are composed in `domain.rights_request`.
"""
