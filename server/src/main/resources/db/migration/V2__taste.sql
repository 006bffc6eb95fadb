-- What viewers say of titles: ratings, reviews, dismissals, preferences. Times are UTC.

-- What the ratings of a series come to; both follow within a minute or so (rating_changes). No CHECK:
-- without one the columns are added in no time, however many titles there are.
ALTER TABLE series
  ADD COLUMN score_average DECIMAL(3, 2) NULL,
  ADD COLUMN score_count   INT           NOT NULL DEFAULT 0;

CREATE TABLE ratings (
  user_id    BIGINT      NOT NULL,
  series_id  BIGINT      NOT NULL,
  score      TINYINT     NOT NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, series_id),
  -- with the score: a series' sum and count are found in the index alone
  KEY ratings_series (series_id, score),
  CONSTRAINT ratings_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT ratings_of_series FOREIGN KEY (series_id) REFERENCES series (id),
  CONSTRAINT ratings_score CHECK (score BETWEEN 1 AND 5)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- Series whose ratings changed since their score was made: one row a change, written with it. A row
-- a series would make those who rate the same title at once wait for each other.
CREATE TABLE rating_changes (
  id        BIGINT NOT NULL AUTO_INCREMENT,
  series_id BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- When scores were last made, on whichever node: one row.
CREATE TABLE score_refreshes (
  only_row     TINYINT     NOT NULL DEFAULT 1,
  refreshed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (only_row),
  CONSTRAINT score_refreshes_one CHECK (only_row = 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

INSERT INTO score_refreshes (refreshed_at) VALUES ('2000-01-01');

CREATE TABLE reviews (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  user_id    BIGINT      NOT NULL,
  series_id  BIGINT      NOT NULL,
  -- compared exactly: another case of a letter is another text
  text       TEXT        CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  state      ENUM('pending', 'published', 'rejected') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY reviews_one (user_id, series_id),
  KEY reviews_listed (series_id, state, id),
  CONSTRAINT reviews_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT reviews_of_series FOREIGN KEY (series_id) REFERENCES series (id),
  CONSTRAINT reviews_text CHECK (CHAR_LENGTH(text) BETWEEN 1 AND 5000)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

CREATE TABLE dismissals (
  user_id    BIGINT      NOT NULL,
  series_id  BIGINT      NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, series_id),
  KEY dismissals_series (series_id),
  CONSTRAINT dismissals_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT dismissals_of_series FOREIGN KEY (series_id) REFERENCES series (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;

-- What a viewer chose at sign-up or later: genres, ids of series, a country of ISO 3166-1.
CREATE TABLE preferences (
  user_id    BIGINT      NOT NULL,
  genres     JSON        NOT NULL,
  series     JSON        NOT NULL,
  country    CHAR(2)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id),
  CONSTRAINT preferences_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT preferences_country CHECK (CHAR_LENGTH(country) = 2)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
