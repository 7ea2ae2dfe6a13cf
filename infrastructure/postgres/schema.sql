-- What a store on a server is made of. `griffie migrate` carries this out as the owner, again and
-- again: everything is made where it is missing, and replaced where an older release made it.
-- Functions find their tables by a path that nobody else can change.

CREATE SCHEMA IF NOT EXISTS griffie;
CREATE SCHEMA IF NOT EXISTS griffie_views;
REVOKE ALL ON SCHEMA griffie, griffie_views FROM PUBLIC;
SET LOCAL search_path = griffie, pg_temp;

-- SQLite's names for what PostgreSQL calls otherwise, so that a statement is written once.

CREATE OR REPLACE FUNCTION octets(said text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE
LANGUAGE sql RETURN convert_to(said, 'UTF8');
CREATE OR REPLACE FUNCTION octets(said bytea) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE
LANGUAGE sql RETURN said;
CREATE OR REPLACE FUNCTION instr(said text, sought text) RETURNS integer IMMUTABLE STRICT PARALLEL SAFE
LANGUAGE sql RETURN strpos(said, sought);
CREATE OR REPLACE FUNCTION json_each(list text) RETURNS TABLE (value text) IMMUTABLE STRICT PARALLEL SAFE
LANGUAGE sql BEGIN ATOMIC SELECT jsonb_array_elements_text(list::jsonb); END;
CREATE OR REPLACE FUNCTION add_truth(counted bigint, said boolean) RETURNS bigint IMMUTABLE PARALLEL SAFE
LANGUAGE sql RETURN CASE WHEN said IS NULL THEN counted ELSE coalesce(counted, 0) + said::int END;
CREATE OR REPLACE AGGREGATE sum(boolean) (SFUNC = add_truth, STYPE = bigint, PARALLEL = SAFE);

-- What an event says, read from its bytes. Whatever is not an event says nothing.

CREATE OR REPLACE FUNCTION stream_named(state bytea) RETURNS text IMMUTABLE STRICT PARALLEL SAFE
LANGUAGE sql RETURN convert_from(state, 'UTF8')::jsonb #>> '{data,stream}';
CREATE OR REPLACE FUNCTION instant_of(state bytea) RETURNS timestamptz STABLE STRICT
LANGUAGE plpgsql SET search_path = griffie, pg_temp AS $$
BEGIN
    RETURN (convert_from(state, 'UTF8')::jsonb ->> 'at')::timestamptz;
EXCEPTION WHEN data_exception OR invalid_text_representation THEN
    RETURN NULL;  -- damaged: the audit reports it
END $$;

-- What happened. A stream has one spelling, else an erased one could be written to under another.

CREATE TABLE IF NOT EXISTS stored_events (
    rowid bigint PRIMARY KEY CHECK (rowid > 0),
    originator_id text COLLATE "C" NOT NULL CHECK (originator_id ~ '^[0-9a-f]{32}$'),
    originator_version bigint NOT NULL CHECK (originator_version > 0),
    topic text COLLATE "C" NOT NULL,
    state bytea NOT NULL,
    UNIQUE (originator_id, originator_version));
CREATE INDEX IF NOT EXISTS erased_histories ON stored_events
    (replace(stream_named(state), '-', '')) WHERE topic = 'StreamErased';
CREATE TABLE IF NOT EXISTS log (position bigint PRIMARY KEY, entry bytea NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoints (size bigint PRIMARY KEY, note text COLLATE "C" NOT NULL);

-- One writer at a time: positions have no gap and come in the order of the commits.

CREATE TABLE IF NOT EXISTS turn (one integer PRIMARY KEY CHECK (one = 1));
INSERT INTO turn VALUES (1) ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION take_turn(patience bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = griffie, pg_temp AS $$
BEGIN
    PERFORM set_config('lock_timeout', patience::text, true);
    PERFORM 1 FROM turn FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION lawfully_left(stream text) RETURNS boolean STABLE
LANGUAGE plpgsql SET search_path = griffie, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM stored_events WHERE topic = 'StreamErased'
        AND replace(stream_named(state), '-', '') = stream AND originator_id = '@HOUSEKEEPING@');
END $$;

CREATE OR REPLACE FUNCTION refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = griffie, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%: what happened stays', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE FUNCTION refuse_to_delete() RETURNS trigger
LANGUAGE plpgsql SET search_path = griffie, pg_temp AS $$
BEGIN
    IF OLD.originator_id = '@HOUSEKEEPING@' OR NOT lawfully_left(OLD.originator_id) THEN
        RAISE EXCEPTION 'stored_events: what happened stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE OR REPLACE FUNCTION refuse_to_insert() RETURNS trigger VOLATILE
LANGUAGE plpgsql SET search_path = griffie, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'log' THEN
        IF NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM log) THEN
            RAISE EXCEPTION 'log: positions have no gap' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.rowid <> (SELECT coalesce(max(rowid), 0) + 1 FROM stored_events)
        OR lawfully_left(NEW.originator_id) THEN
        RAISE EXCEPTION 'stored_events: what left stays away, and positions have no gap'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- The append, in one call: events with their log entries, sealed values, what requests are found
-- by, the row that repeats an answer; and the one lawful way out of the store. Gives the last
-- position. GF001: time ran back. GF002: the message is there already. GF004: a history grew.

CREATE OR REPLACE FUNCTION append(
    patience bigint,
    streams text[], versions bigint[], topics text[], states bytea[], entries bytea[],
    whose text[], digests text[], tiers text[], nonces bytea[], ciphertexts bytea[],
    sought text[], kinds text[], macs bytea[], waiting text,
    keys text[], answered text[], answer_versions bigint[], answer_macs text[], answered_at text[],
    oldest_answer text, leaving text[], leaving_events bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = griffie, pg_temp AS $$
DECLARE
    last bigint;
    latest timestamptz;
    this timestamptz;
    gone bigint;
BEGIN
    PERFORM take_turn(patience);
    SELECT rowid, instant_of(state) INTO last, latest FROM stored_events ORDER BY rowid DESC LIMIT 1;
    last := coalesce(last, 0);
    FOR i IN 1 .. cardinality(states) LOOP
        this := instant_of(states[i]);
        IF this < latest THEN
            RAISE EXCEPTION 'something was recorded later than this was decided' USING ERRCODE = 'GF001';
        END IF;
        latest := this;
    END LOOP;
    INSERT INTO stored_events SELECT last + n, stream, version, topic, state
        FROM unnest(streams, versions, topics, states) WITH ORDINALITY
            AS e(stream, version, topic, state, n) ORDER BY n;
    INSERT INTO log SELECT last + n, entry
        FROM unnest(entries) WITH ORDINALITY AS e(entry, n) ORDER BY n;
    IF cardinality(whose) > 0 THEN
        INSERT INTO vault SELECT * FROM unnest(whose, digests, tiers, nonces, ciphertexts);
    END IF;
    IF cardinality(sought) > 0 THEN
        IF EXISTS (SELECT 1 FROM unnest(kinds, macs) AS new(kind, mac) JOIN search_index AS old
            USING (kind, mac) WHERE kind = '@MESSAGE@' AND old.request_id <> waiting) THEN
            RAISE EXCEPTION 'the message is there already' USING ERRCODE = 'GF002';
        END IF;
        INSERT INTO search_index SELECT * FROM unnest(sought, kinds, macs) ON CONFLICT DO NOTHING;
    END IF;
    IF cardinality(keys) > 0 THEN
        DELETE FROM answers WHERE at < oldest_answer;
        INSERT INTO answers
            SELECT * FROM unnest(keys, answered, answer_versions, answer_macs, answered_at);
    END IF;
    FOR i IN 1 .. cardinality(leaving) LOOP
        DELETE FROM stored_events WHERE originator_id = leaving[i];
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone <> leaving_events[i] THEN
            RAISE EXCEPTION 'it has grown since it was counted' USING ERRCODE = 'GF004';
        END IF;
    END LOOP;
    RETURN last + cardinality(states);
END $$;
