"""The models of the answers of the API, for its documentation."""
