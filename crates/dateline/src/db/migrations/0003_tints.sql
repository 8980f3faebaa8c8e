-- The colour that stands where a picture will be until it has come, #rrggbb; empty where it is not known.
ALTER TABLE media ADD COLUMN tint TEXT NOT NULL DEFAULT '';
ALTER TABLE published_media ADD COLUMN tint TEXT NOT NULL DEFAULT '';
