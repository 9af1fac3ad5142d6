CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE article (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    date TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT,
    url TEXT,
    lang TEXT NOT NULL,
    is_shipped SMALLINT NOT NULL,
    digest INTEGER NOT NULL, page TEXT, content INTEGER,
    PRIMARY KEY (number),
    UNIQUE (id)
);
CREATE INDEX article_by_date ON article (date, id);
CREATE TABLE passage (
    number INTEGER NOT NULL,
    article INTEGER NOT NULL,
    place INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    terms BLOB NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (number),
    FOREIGN KEY(article) REFERENCES article (number) ON DELETE CASCADE
);
CREATE UNIQUE INDEX passage_of_article ON passage (article, place);
CREATE TABLE fact (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    article INTEGER NOT NULL,
    passage INTEGER,
    subject TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    kind TEXT NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_stop INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_stop INTEGER NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id),
    FOREIGN KEY(article) REFERENCES article (number) ON DELETE CASCADE
);
CREATE INDEX fact_of_passage ON fact (article, passage);
CREATE TABLE term (
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    df INTEGER NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (text)
);
CREATE TABLE term_deletion (
    hash INTEGER NOT NULL,
    term INTEGER NOT NULL,
    PRIMARY KEY (hash, term)
)
 WITHOUT ROWID;
CREATE TABLE tally (
    articles INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    last_article INTEGER NOT NULL,
    last_passage INTEGER NOT NULL,
    last_fact INTEGER NOT NULL,
    last_term INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    digest INTEGER NOT NULL
);
CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE inbox (
    update_id INTEGER NOT NULL,
    lane TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_try FLOAT NOT NULL,
    worker TEXT,
    problem TEXT,
    PRIMARY KEY (update_id)
);
CREATE INDEX inbox_by_state ON inbox (state, next_try);
CREATE INDEX inbox_by_lane ON inbox (lane, update_id);
CREATE TABLE outbox (
    update_id INTEGER NOT NULL,
    part TEXT NOT NULL,
    chat INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    sent_at FLOAT NOT NULL,
    PRIMARY KEY (update_id, part)
);
CREATE INDEX outbox_by_message ON outbox (chat, message_id);
CREATE TABLE conversation (
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL,
    asker INTEGER NOT NULL,
    focus TEXT NOT NULL,
    expires FLOAT NOT NULL,
    PRIMARY KEY (chat, topic, asker)
);
CREATE INDEX conversation_by_expiry ON conversation (expires);
CREATE INDEX conversation_of_asker ON conversation (asker);
CREATE TABLE chat (
    chat INTEGER NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (chat)
);
CREATE TABLE answer (
    id TEXT NOT NULL,
    chat INTEGER,
    topic INTEGER,
    asker INTEGER,
    message_id INTEGER,
    body TEXT NOT NULL,
    made_at FLOAT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX answer_of_asker ON answer (asker);
CREATE INDEX answer_of_chat ON answer (chat, message_id);
CREATE TABLE counter (
    scope TEXT NOT NULL,
    who INTEGER NOT NULL,
    period INTEGER NOT NULL,
    hits INTEGER NOT NULL,
    PRIMARY KEY (scope, who, period)
);
CREATE TABLE note (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE asked (
    day TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    hits INTEGER NOT NULL,
    PRIMARY KEY (day, subject, outcome)
);
CREATE TABLE article_body (
    article INTEGER NOT NULL,
    meta BLOB NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (article),
    FOREIGN KEY(article) REFERENCES article (number) ON DELETE CASCADE
);
CREATE INDEX article_by_page ON article (page);
CREATE INDEX article_by_content ON article (content);
CREATE TABLE posting (
    term INTEGER NOT NULL,
    block INTEGER NOT NULL,
    passages BLOB NOT NULL,
    PRIMARY KEY (term, block)
)
 WITHOUT ROWID;
INSERT INTO tally VALUES (0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO alembic_version VALUES ('0004');
