"""The store on a PostgreSQL server: connections, tables and rights, the append."""
