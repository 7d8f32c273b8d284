-- What a record says beyond 0001. Tags, here and below, are each between line breaks: '\nfox\nowl\n'; none is ''.
ALTER TABLE generation ADD COLUMN team           TEXT;
ALTER TABLE generation ADD COLUMN end_user       TEXT;
ALTER TABLE generation ADD COLUMN tags           TEXT NOT NULL DEFAULT '';
ALTER TABLE generation ADD COLUMN at_risk        BIGINT;
ALTER TABLE generation ADD COLUMN unpriced       BIGINT NOT NULL DEFAULT 0;
ALTER TABLE generation ADD COLUMN provider_cost  BIGINT;
ALTER TABLE generation ADD COLUMN price_source   TEXT;
ALTER TABLE generation ADD COLUMN price_as_of    BIGINT;  -- days since 0001-01-01
ALTER TABLE generation ADD COLUMN priced_quality TEXT;
ALTER TABLE generation ADD COLUMN background     TEXT;
ALTER TABLE generation ADD COLUMN fingerprint    TEXT;
ALTER TABLE generation ADD COLUMN error_message  TEXT;

ALTER TABLE picture ADD COLUMN partial BIGINT; -- null: a finished one

-- The books. Rows are added and never changed: what was wrong is set right by another row of the same generation. Everything
-- that a report needs is here, since records go after a while and the books stay. Every number is made for adding up.
CREATE TABLE entry (
  generation      TEXT   NOT NULL,
  place           BIGINT NOT NULL, -- 0: how the call ended; then what was set right, in this order
  kind            TEXT   NOT NULL,
  booked_at       BIGINT NOT NULL, -- when the row was written: a period that is over stays as it was exported
  used_at         BIGINT NOT NULL, -- when the call began: the day it is reported under
  key_id          TEXT   NOT NULL,
  key_kind        TEXT   NOT NULL,
  team            TEXT,
  end_user        TEXT,
  tags            TEXT   NOT NULL,
  model           TEXT   NOT NULL,
  provider        TEXT,
  provider_model  TEXT,
  operation       TEXT   NOT NULL,
  calls           BIGINT NOT NULL, -- 1 in place 0, else 0
  text_in         BIGINT NOT NULL,
  cached_text_in  BIGINT NOT NULL,
  image_in        BIGINT NOT NULL,
  cached_image_in BIGINT NOT NULL,
  text_out        BIGINT NOT NULL,
  image_out       BIGINT NOT NULL,
  images          BIGINT NOT NULL,
  pixels          BIGINT NOT NULL,
  amount          BIGINT,          -- what is added to the spending, what is at risk included; null: nobody knows, which is not 0
  at_risk         BIGINT NOT NULL, -- what of it is not certain; a row that settles it takes it off again
  unpriced        BIGINT NOT NULL, -- 1: a call of whose cost nobody knows a part, or all; -1: now somebody does
  provider_cost   BIGINT,
  size            TEXT,
  quality         TEXT,            -- the one that the price was looked up for
  price_source    TEXT,
  price_as_of     BIGINT,
  reference       TEXT   UNIQUE,   -- given by whoever wrote the row, so that it is written once
  reason          TEXT,
  PRIMARY KEY (generation, place)
);

CREATE INDEX entry_by_booking ON entry (booked_at, generation, place);
CREATE INDEX entry_by_use     ON entry (used_at);
CREATE INDEX entry_by_key     ON entry (key_id, used_at);

-- What was recorded before there were books.
INSERT INTO entry (
  generation, place, kind, booked_at, used_at, key_id, key_kind, tags, model, provider, provider_model, operation, calls,
  text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels,
  amount, at_risk, unpriced, size, quality)
SELECT
  id, 0, CASE WHEN cost IS NULL THEN 'unpriced' ELSE 'charge' END, started_at + duration, started_at, key_id, key_kind, '', model,
  (SELECT provider FROM attempt WHERE attempt.generation = generation.seq ORDER BY place DESC LIMIT 1),
  (SELECT provider_model FROM attempt WHERE attempt.generation = generation.seq ORDER BY place DESC LIMIT 1),
  operation, 1,
  text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels,
  cost, 0, CASE WHEN cost IS NULL THEN 1 ELSE 0 END, size, quality
FROM generation
WHERE outcome = 'completed';
