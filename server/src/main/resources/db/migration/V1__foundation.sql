-- Accounts, plans, subscriptions, catalogue, viewing progress, outbox.
-- Times are UTC. `live` is 1 while a row counts and NULL once it was deleted, so that a unique
-- key over (..., live) frees the number of a deleted row (NULLs never collide).

CREATE TABLE users (
  id              BIGINT       NOT NULL AUTO_INCREMENT,
  email           VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  hashed_password VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name            VARCHAR(100) NULL,
  roles           SET('viewer', 'editor', 'admin') NOT NULL DEFAULT 'viewer',
  created_at      DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY users_email (email)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE plans (
  id             BIGINT      NOT NULL AUTO_INCREMENT,
  code           VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name           VARCHAR(50) NOT NULL,
  billing_period ENUM('month', 'year') NOT NULL,
  price          BIGINT      NOT NULL,
  currency       CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  max_streams    SMALLINT    NOT NULL,
  max_height     SMALLINT    NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY plans_code_period (code, billing_period),
  CONSTRAINT plans_price CHECK (price >= 0),
  CONSTRAINT plans_max_streams CHECK (max_streams > 0),
  CONSTRAINT plans_max_height CHECK (max_height > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

INSERT INTO plans (code, name, billing_period, price, currency, max_streams, max_height) VALUES
  ('basic',    'Basic',    'month',   7900, 'KRW', 1,  720),
  ('standard', 'Standard', 'month',  12900, 'KRW', 2, 1080),
  ('premium',  'Premium',  'month',  16900, 'KRW', 4, 2160),
  ('basic',    'Basic',    'year',   79000, 'KRW', 1,  720),
  ('standard', 'Standard', 'year',  129000, 'KRW', 2, 1080),
  ('premium',  'Premium',  'year',  169000, 'KRW', 4, 2160);

CREATE TABLE subscriptions (
  id           BIGINT      NOT NULL AUTO_INCREMENT,
  user_id      BIGINT      NOT NULL,
  plan_id      BIGINT      NOT NULL,
  start_date   DATETIME(6) NOT NULL,
  end_date     DATETIME(6) NOT NULL,
  status       ENUM('active', 'cancelled', 'ended') NOT NULL,
  auto_renewal BOOLEAN     NOT NULL DEFAULT TRUE,
  -- the user's id while this row is the current one, else NULL: at most one a user
  open_user_id BIGINT      NULL,
  created_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY subscriptions_one_open (open_user_id),
  KEY subscriptions_user_end (user_id, end_date),
  CONSTRAINT subscriptions_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT subscriptions_plan FOREIGN KEY (plan_id) REFERENCES plans (id),
  CONSTRAINT subscriptions_period CHECK (end_date >= start_date),
  CONSTRAINT subscriptions_open CHECK (open_user_id IS NULL OR open_user_id = user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE series (
  id           BIGINT       NOT NULL AUTO_INCREMENT,
  kind         ENUM('movie', 'show') NOT NULL,
  title        VARCHAR(255) NOT NULL,
  description  TEXT         NULL,
  release_year SMALLINT     NULL,
  genre        VARCHAR(50)  NULL,
  genres       JSON         NOT NULL,
  rating       VARCHAR(10)  NULL,
  countries    JSON         NOT NULL,
  directors    JSON         NOT NULL,
  cast         JSON         NOT NULL,
  added_on     DATE         NULL,
  -- the key of an imported row, and the hash of what was imported: a second run changes nothing
  show_id      VARCHAR(50)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  import_hash  BINARY(16)   NULL,
  -- set when an editor changes the row: an import keeps it then
  edited_at    DATETIME(6)  NULL,
  created_at   DATETIME(6)  NOT NULL,
  updated_at   DATETIME(6)  NOT NULL,
  deleted_at   DATETIME(6)  NULL,
  live         TINYINT      GENERATED ALWAYS AS (IF(deleted_at IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY series_show_id (show_id),
  KEY series_live (live, id),
  KEY series_title (live, title, id),
  KEY series_year (live, release_year DESC, id),
  KEY series_added (live, added_on DESC, id),
  KEY series_kind (live, kind, id),
  KEY series_rating (live, rating, id),
  CONSTRAINT series_release_year CHECK (release_year BETWEEN 1870 AND 2100)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE series_genres (
  series_id BIGINT      NOT NULL,
  -- unlike utf8mb4_bin it does not pad: "Drama" and "Drama " are two
  genre     VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  PRIMARY KEY (genre, series_id),
  KEY series_genres_series (series_id),
  CONSTRAINT series_genres_series FOREIGN KEY (series_id) REFERENCES series (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE seasons (
  series_id     BIGINT   NOT NULL,
  season_number SMALLINT NOT NULL,
  title         VARCHAR(255) NULL,
  PRIMARY KEY (series_id, season_number),
  CONSTRAINT seasons_series FOREIGN KEY (series_id) REFERENCES series (id),
  CONSTRAINT seasons_number CHECK (season_number BETWEEN 0 AND 1000)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE episodes (
  id               BIGINT       NOT NULL AUTO_INCREMENT,
  series_id        BIGINT       NOT NULL,
  season_number    SMALLINT     NOT NULL,
  episode_number   SMALLINT     NOT NULL,
  title            VARCHAR(255) NOT NULL,
  description      TEXT         NULL,
  duration_seconds INT          NULL,
  `generated`      BOOLEAN      NOT NULL DEFAULT FALSE,
  deleted_at       DATETIME(6)  NULL,
  live             TINYINT      GENERATED ALWAYS AS (IF(deleted_at IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY episodes_number (series_id, season_number, episode_number, live),
  CONSTRAINT episodes_series FOREIGN KEY (series_id) REFERENCES series (id),
  CONSTRAINT episodes_season CHECK (season_number BETWEEN 0 AND 1000),
  CONSTRAINT episodes_episode CHECK (episode_number BETWEEN 1 AND 10000),
  CONSTRAINT episodes_duration CHECK (duration_seconds > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- The last write of each viewer and episode. (entry_ms, entry_seq) is the id of its entry in the
-- partition's stream: writes are ordered by it, never by a clock.
CREATE TABLE viewing_progress (
  user_id     BIGINT      NOT NULL,
  series_id   BIGINT      NOT NULL,
  episode_id  BIGINT      NOT NULL,
  position_ms BIGINT      NOT NULL,
  duration_ms BIGINT      NULL,
  completed   BOOLEAN     NOT NULL,
  entry_ms    BIGINT      NOT NULL,
  entry_seq   BIGINT      NOT NULL,
  updated_at  DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, series_id, episode_id),
  KEY viewing_progress_recent (user_id, entry_ms DESC, entry_seq DESC, episode_id),
  KEY viewing_progress_series (series_id),
  KEY viewing_progress_episode (episode_id),
  CONSTRAINT viewing_progress_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT viewing_progress_of_series FOREIGN KEY (series_id) REFERENCES series (id),
  CONSTRAINT viewing_progress_of_episode FOREIGN KEY (episode_id) REFERENCES episodes (id),
  CONSTRAINT viewing_progress_position CHECK (position_ms >= 0),
  CONSTRAINT viewing_progress_duration CHECK (duration_ms > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- What a viewer removed: entries up to this one never come back by a replay. series_id 0: all.
CREATE TABLE viewing_removals (
  user_id   BIGINT NOT NULL,
  series_id BIGINT NOT NULL,
  scope     ENUM('history', 'continue') NOT NULL,
  entry_ms  BIGINT NOT NULL,
  entry_seq BIGINT NOT NULL,
  PRIMARY KEY (user_id, scope, series_id),
  CONSTRAINT viewing_removals_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- Numbered change rows, written in the transaction of the change. Every node polls them and drops
-- what it has cached under the tags.
CREATE TABLE outbox (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  event      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tags       JSON        NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY outbox_created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
