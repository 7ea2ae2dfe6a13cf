"""An invented office at work: some hundred and ten requests over fourteen months, ending today.

Names, messages and decisions are made up; addresses lie under `.example`, which is nobody's. The
story knows no engine: it says who would have sent which command, with which body, and when.
"""

from griffie.api.demo.story.mail import demo_mail
from griffie.api.demo.story.office import CASES, Deed, story

__all__ = ["CASES", "Deed", "demo_mail", "story"]
