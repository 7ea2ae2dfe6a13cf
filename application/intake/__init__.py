"""How a request comes in other than by form: today as an e-mail."""
