// Nodes made of what the newsroom has.

import { Fragment, type Node, type Schema } from "@tiptap/pm/model";
import { kindOf, type Medium } from "./media.js";

/** A picture with the caption and credit that it came with; its alternative text is the picture's own until it is changed here. */
export function figureOf(schema: Schema, medium: Medium): Node {
  const caption = medium.caption.trim();
  return schema.node("figure", {
    media: medium.id,
    width: medium.width,
    height: medium.height,
    alt: medium.alt.trim() || null,
    credit: medium.credit.trim() || null,
  }, caption ? Fragment.from(schema.text(caption)) : Fragment.empty);
}

export function galleryOf(schema: Schema, media: Medium[]): Node {
  return schema.node("gallery", null, media.map((m) => figureOf(schema, m)));
}

/** Whatever a file is in a text: a picture, sound, a video or a download. */
export function partOf(schema: Schema, medium: Medium): Node {
  const kind = kindOf(medium.media_type);
  if (kind === "figure") return figureOf(schema, medium);
  return schema.node(kind, { media: medium.id, title: medium.title.trim() || null });
}
