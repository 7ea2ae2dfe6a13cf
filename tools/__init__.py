"""Tools for who works on the code. No part of the product: they may import anything of it."""
