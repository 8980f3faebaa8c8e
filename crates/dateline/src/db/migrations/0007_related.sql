-- Derived: which other articles an article's readers may also like, the nearest first. More than are shown, so that one that is
-- withdrawn leaves no gap.
CREATE TABLE published_related (
    article_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    PRIMARY KEY (article_id, place)
) @compact;
CREATE INDEX published_related_of ON published_related (other_id);
-- For which publication of an article that was found out; what has no row here, or that of another, is still to do.
CREATE TABLE published_related_made (
    article_id BIGINT PRIMARY KEY,
    publication_id BIGINT NOT NULL
);
