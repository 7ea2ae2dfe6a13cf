"""The JSON API: routes, sign-in, problems and the OpenAPI document."""
