"""The keys of DKIM, asked of the DNS; a DNS that does not answer delays nothing for long."""

from collections.abc import Sequence

import dns.exception
import dns.name
import dns.resolver

from griffie.application.intake.mail import NoLookupError

_SECONDS = 2.0


class DnsKeys:
    """A `KeyLookup` that asks the resolvers of this machine, or those that are given."""

    def __init__(
        self, servers: Sequence[str] = (), port: int = 53, seconds: float = _SECONDS
    ) -> None:
        self._servers, self._port, self._seconds = servers, port, seconds

    def __call__(self, name: str) -> str | None:
        """The text of this name; None where there is none. Raises NoLookupError."""
        try:
            resolver = dns.resolver.Resolver(configure=not self._servers)
            if self._servers:
                resolver.nameservers, resolver.port = list(self._servers), self._port
            found = resolver.resolve(f"{name}.", "TXT", lifetime=self._seconds, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.NameTooLong):
            return None
        except (dns.exception.DNSException, OSError, ValueError) as wrong:
            raise NoLookupError from wrong
        texts = [b"".join(one.strings).decode("latin-1") for one in found]
        return next((one for one in texts if one.lower().startswith("v=dkim1")), texts[0])
