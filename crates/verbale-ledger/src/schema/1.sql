-- The first form of the ledger. Entries (batch, report, reading, learnt, issue, edit) are only ever added; the other
-- tables are computed from them and may be thrown away and made anew.

-- What was recorded in one go, when and by whom.
CREATE TABLE batch(
  id INTEGER PRIMARY KEY,
  recorded INTEGER NOT NULL,          -- the day, counted from 1970-01-01
  at TEXT,                            -- the moment, where it is known
  program TEXT NOT NULL,              -- "verbale 0.1.0"
  author TEXT                         -- of what a person entered
);

CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,        -- of the text
  batch INTEGER NOT NULL REFERENCES batch,
  given TEXT,                         -- the caller's id
  name TEXT NOT NULL,
  title TEXT,
  outlet TEXT,
  credit TEXT,                        -- the agency that the page itself names
  url TEXT,
  published INTEGER,
  text BLOB NOT NULL,                 -- deflated
  sketch BLOB NOT NULL                -- by which copies are known
);

-- What was read from a report; the last one counts.
CREATE TABLE reading(
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report,
  batch INTEGER NOT NULL REFERENCES batch,
  record BLOB NOT NULL                -- verbale/1, deflated
);
CREATE INDEX reading_of ON reading(report);

-- What a reading taught of a person.
CREATE TABLE learnt(
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading,
  person TEXT NOT NULL,
  party TEXT NOT NULL,
  office TEXT,
  day INTEGER                         -- as of
);

-- What talks are about: a matter between parties, or a part of one.
CREATE TABLE issue(
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch,
  parent INTEGER REFERENCES issue,
  matter TEXT NOT NULL,               -- of the table of matters, or a word
  a TEXT,                             -- the parties between which it came up first
  b TEXT,
  name TEXT NOT NULL
);
CREATE INDEX issue_by ON issue(matter, parent);

-- What people entered: retractions, corrections, merged, renamed and split issues, and what they took back.
CREATE TABLE edit(
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch,
  kind TEXT NOT NULL,
  report INTEGER REFERENCES report,
  issue INTEGER REFERENCES issue,
  undoes INTEGER REFERENCES edit,
  reason TEXT,
  what TEXT NOT NULL                  -- JSON
);
CREATE INDEX edit_of_report ON edit(report);

CREATE TRIGGER batch_stays BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER report_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER learnt_stays BEFORE UPDATE ON learnt BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER learnt_kept BEFORE DELETE ON learnt BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER issue_stays BEFORE UPDATE ON issue BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER issue_kept BEFORE DELETE ON issue BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
CREATE TRIGGER edit_stays BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
CREATE TRIGGER edit_kept BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;

-- Computed: which reports are copies of which, and the key of the root that counts as one voice.
CREATE TABLE root(report INTEGER PRIMARY KEY, copy_of INTEGER, voice TEXT NOT NULL);
CREATE TABLE band(key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, report)) WITHOUT ROWID;

-- Computed: names of parties.
CREATE TABLE party(code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT) WITHOUT ROWID;

-- Computed: what an issue is called in reports, and what a person decided about it.
CREATE TABLE called(issue INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY(issue, name)) WITHOUT ROWID;
CREATE TABLE renamed(issue INTEGER PRIMARY KEY, now INTEGER NOT NULL, name TEXT);

-- Computed: the moves as they count now.
CREATE TABLE move(
  id INTEGER PRIMARY KEY,             -- the report's id · 2^20 + its place; above 2^19 what a person added
  told INTEGER NOT NULL,              -- the first telling of the same act
  status INTEGER NOT NULL,            -- 0 counts, 1 its report was retracted, 2 a person rejected it
  matter INTEGER,                     -- the issue's root
  issue INTEGER,
  joined INTEGER,                     -- the issue before merges
  kind TEXT NOT NULL,
  act TEXT,
  from_ TEXT NOT NULL,                -- codes apart by blanks; each(BODY=A,B) is a set
  to_ TEXT NOT NULL,
  person TEXT,
  day INTEGER NOT NULL,               -- by which it had happened
  told_on INTEGER NOT NULL,           -- the day of the report
  low INTEGER,                        -- happened between, where the text tells
  high INTEGER,
  due INTEGER,
  sure TEXT NOT NULL,
  polarity TEXT NOT NULL,
  internal INTEGER NOT NULL,
  conditional INTEGER NOT NULL,
  reply INTEGER,                      -- the move that it answers
  paper INTEGER NOT NULL,             -- 1: it is about a paper that answers another
  start INTEGER NOT NULL,             -- evidence, in code points
  stop INTEGER NOT NULL,
  words TEXT NOT NULL,
  flags TEXT NOT NULL,
  confidence REAL NOT NULL,
  voice TEXT,                         -- the outlet that the text names, where it is not the report's own
  edit INTEGER                        -- the correction that made it what it is
);
CREATE INDEX move_of_matter ON move(matter, day, told_on);
CREATE INDEX move_same ON move(issue, kind, day);
CREATE INDEX move_by_day ON move(day);
CREATE INDEX move_told ON move(told) WHERE told <> id;

-- Computed: the course of each matter, in periods.
CREATE TABLE standing(
  matter INTEGER NOT NULL, issue INTEGER NOT NULL, raiser TEXT NOT NULL, other TEXT NOT NULL, state TEXT NOT NULL,
  since INTEGER NOT NULL, until INTEGER, moves TEXT NOT NULL
);
CREATE INDEX standing_of ON standing(matter);
CREATE INDEX standing_last ON standing(since);
CREATE TABLE owed(
  matter INTEGER NOT NULL, issue INTEGER, which INTEGER NOT NULL, kind TEXT NOT NULL, debtor TEXT NOT NULL,
  creditor TEXT NOT NULL, state TEXT NOT NULL, basis TEXT NOT NULL, opened INTEGER NOT NULL, since INTEGER NOT NULL,
  until INTEGER, due INTEGER, about INTEGER, moves TEXT NOT NULL
);
CREATE INDEX owed_of ON owed(matter);
CREATE TABLE stance(
  matter INTEGER NOT NULL, issue INTEGER NOT NULL, party TEXT NOT NULL, stance TEXT NOT NULL, since INTEGER NOT NULL,
  until INTEGER, confirmed INTEGER NOT NULL, times INTEGER NOT NULL, moves TEXT NOT NULL
);
CREATE INDEX stance_of ON stance(matter);
CREATE INDEX stance_by ON stance(party);
-- Matters whose course is to be computed again.
CREATE TABLE unsettled(matter INTEGER PRIMARY KEY);

-- Computed: words of statements. The row is the report's id · 2^20 + the statement's place.
CREATE VIRTUAL TABLE said USING fts5(speaker, words, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
