"""An invented office: about a hundred and thirty requests over fourteen months that end today.

Names, messages and decisions are invented; addresses end in `.example`, which belongs to nobody.
The story does not know the engine: it says who would have sent which command, with which body, and
when.
"""

from griffie.api.demo.story.mail import demo_mail
from griffie.api.demo.story.office import REQUESTS, StoryCommand, story

__all__ = ["REQUESTS", "StoryCommand", "demo_mail", "story"]
