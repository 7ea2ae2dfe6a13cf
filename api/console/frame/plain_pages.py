"""Templates of pages outside the console, which are drawn with its icons and its styles."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from griffie.api.console.frame.static_files import VERSION
from griffie.api.words.speech import first_up


@cache
def plain_pages(package: str) -> Environment:
    """The templates in the folder of a package, and the drawings of the console."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package, ""), PackageLoader("griffie.api.console", "")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["first_up"] = first_up
    environment.globals["static"] = lambda name: f"/static/{VERSION}/{name}"
    return environment
