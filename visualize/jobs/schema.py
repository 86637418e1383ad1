"""The tables of the store, and how an older file becomes a newer one.

``SCRIPTS[n]`` makes version ``n + 1`` of version ``n``. A script that was released never changes.
Times are seconds since 1970 (UTC); a money column is US dollars, NULL where nobody knows.
"""

from __future__ import annotations

from visualize.jobs.states import BUSY

_FIRST = """
CREATE TABLE jobs (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    batch        TEXT NOT NULL,
    project      TEXT NOT NULL,
    project_id   TEXT NOT NULL,
    shot         TEXT NOT NULL,
    shot_label   TEXT NOT NULL,
    mode         TEXT NOT NULL,
    model        TEXT NOT NULL,
    provider     TEXT NOT NULL,
    placed       TEXT NOT NULL,              -- the Order, as JSON
    state        TEXT NOT NULL,
    message      TEXT NOT NULL DEFAULT '',
    fraction     REAL,
    request      TEXT,                       -- the Request, as JSON
    fingerprint  TEXT,                       -- and its SHA-256
    sent_at      REAL,                       -- set right before the first byte of a create leaves
    remote       TEXT,                       -- the provider's own id and addresses, as JSON
    outcome      TEXT,                       -- the result's files, cost and seed, as JSON
    takes        TEXT NOT NULL DEFAULT '[]',
    attempts     INTEGER NOT NULL DEFAULT 0,
    not_before   REAL NOT NULL DEFAULT 0,
    cancel_asked INTEGER NOT NULL DEFAULT 0,
    low_usd      REAL,                       -- the estimate
    high_usd     REAL,
    charge       TEXT NOT NULL DEFAULT 'none',
    charged_at   REAL,
    reported_usd REAL,
    created_at   REAL NOT NULL,
    submitted_at REAL,
    progress_at  REAL NOT NULL,
    finished_at  REAL
);
CREATE INDEX jobs_by_turn ON jobs (provider, number) WHERE state = 'queued';
CREATE INDEX jobs_open ON jobs (number)
    WHERE state NOT IN ('uncertain', 'succeeded', 'failed', 'cancelled');
CREATE INDEX jobs_to_cancel ON jobs (number) WHERE cancel_asked = 1;
CREATE INDEX jobs_by_charge ON jobs (charged_at) WHERE charge != 'none';
CREATE INDEX jobs_by_shot ON jobs (project_id, shot) WHERE charge != 'none';
CREATE TABLE events (
    job     TEXT NOT NULL,
    number  INTEGER NOT NULL,                -- 1, 2, 3 … for each job
    at      REAL NOT NULL,
    state   TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job, number)
) WITHOUT ROWID;
CREATE TABLE limits (scope TEXT PRIMARY KEY, usd REAL NOT NULL);
CREATE TABLE lease (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    token     TEXT NOT NULL,
    host      TEXT NOT NULL,
    pid       INTEGER NOT NULL,
    born      TEXT NOT NULL,                 -- when the process started, as its system says it
    heartbeat REAL NOT NULL
);
"""

_SECOND = """
DROP INDEX jobs_open;
CREATE INDEX jobs_open ON jobs (state, number)
    WHERE state NOT IN ('uncertain', 'succeeded', 'failed', 'cancelled');
CREATE TABLE history (
    job     INTEGER NOT NULL,                -- jobs.number, so that jobs at work share pages
    number  INTEGER NOT NULL,                -- 1, 2, 3 … for each job
    at      REAL NOT NULL,
    state   TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job, number)
) WITHOUT ROWID;
INSERT INTO history
    SELECT jobs.number, events.number, events.at, events.state, events.message
    FROM events JOIN jobs ON jobs.id = events.job;
DROP TABLE events;
"""

OPEN = "state NOT IN ('uncertain', 'succeeded', 'failed', 'cancelled')"
"""What finds unfinished jobs by the index ``jobs_open``; SQLite compares it word by word."""

UNDER_WAY = "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(BUSY)))
"""With ``OPEN``, what finds by that index the jobs that something is under way with."""

SCRIPTS: tuple[str, ...] = (_FIRST, _SECOND)
VERSION = len(SCRIPTS)
