"""The building blocks of the domain: events, the aggregate, sealed values, errors of a step."""
