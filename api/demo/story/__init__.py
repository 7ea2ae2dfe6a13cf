"""An invented office at work: some hundred and ten requests over fourteen months, ending today.

Names, messages and decisions are made up; addresses lie under `.example`, which is nobody's. The
story knows no engine: it says who would have sent which command, with which body, and when.
"""

from griffie.api.demo.story.mail import demo_mail
from griffie.api.demo.story.office import REQUESTS, StoryCommand, story

__all__ = ["REQUESTS", "StoryCommand", "demo_mail", "story"]
