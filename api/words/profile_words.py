"""What the closed lists of a profile are called: bases, kinds of recipients, degrees."""

from griffie.api.words.names import msg
from griffie.domain.model.recorded import Basis, Degree

BASES = {
    Basis.CONSENT: msg("consent"),
    Basis.CONTRACT: msg("a contract with the person"),
    Basis.LEGAL_OBLIGATION: msg("a legal obligation"),
    Basis.VITAL_INTERESTS: msg("vital interests"),
    Basis.PUBLIC_TASK: msg("a task in the public interest"),
    Basis.LEGITIMATE_INTERESTS: msg("a legitimate interest"),
}
KINDS = {
    "processor": msg("works for you, as you instruct (processor)"),
    "controller": msg("decides for itself (controller)"),
    "joint_controller": msg("decides together with you (joint controller)"),
    "public_authority": msg("a public authority"),
}
SHORT_KINDS = {
    "processor": msg("processor"),
    "controller": msg("controller"),
    "joint_controller": msg("joint controller"),
    "public_authority": msg("public authority"),
}
DEGREES = {
    Degree.NO.value: msg("no"),
    Degree.PERHAPS.value: msg("perhaps: the officer settles it"),
    Degree.YES.value: msg("yes"),
}
