"""What of the requester is shown to who helps to answer, in words."""

from griffie.api.words.names import msg
from griffie.domain.steps.search_links import ShownToSearch

SHOWN = {
    ShownToSearch.NAME: msg("Name"),
    ShownToSearch.EMAIL: msg("E-mail"),
    ShownToSearch.PHONE: msg("Telephone"),
    ShownToSearch.POSTAL_ADDRESS: msg("Postal address"),
}
