-- What waits to be told to search engines and hubs, gathered until a job tells it.
CREATE TABLE pings (
    target TEXT NOT NULL,                       -- indexnow, websub
    fact TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (target, fact)
) @compact;
CREATE INDEX pings_waiting ON pings (target, at, fact);
