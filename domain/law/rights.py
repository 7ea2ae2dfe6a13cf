"""Which rights a provision speaks of, where several rules ask the same."""

from griffie.domain.law.grounds import ARTICLES_15_TO_20, Right
from griffie.domain.law.provision import GDPR

AT_ONCE = {Right.CONSENT_WITHDRAWAL: GDPR(7, 3), Right.DIRECT_MARKETING_OBJECTION: GDPR(21, 3)}
"""Rights that take effect at once; the two working days are our policy."""

HELD_UP_BY_DOUBT = frozenset({*ARTICLES_15_TO_20, Right.OBJECTION, Right.RESEARCH_OBJECTION})
"""Article 12(6) speaks of Articles 15 to 21. Direct marketing is not held up: our policy."""

ARTICLE_19 = frozenset({Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION})
"""Rights of which the recipients of the data are told: Article 19."""
