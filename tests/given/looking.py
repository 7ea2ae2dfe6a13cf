"""For what a test looks."""

from griffie.application.access.purposes import Stated
from griffie.domain.housekeeping import LookPurpose

HANDLING = Stated(LookPurpose.HANDLE_REQUEST)
