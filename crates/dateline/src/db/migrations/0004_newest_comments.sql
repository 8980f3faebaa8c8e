-- The newest comments of the site, for its feed of comments.
CREATE INDEX published_comments_newest ON published_comments (at, id);
