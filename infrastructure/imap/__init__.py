"""Mailboxes on IMAP servers (RFC 9051): which ones, how to sign in, and their mails."""
