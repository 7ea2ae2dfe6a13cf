"""How a request comes in other than by the form or the API: today as an e-mail."""
