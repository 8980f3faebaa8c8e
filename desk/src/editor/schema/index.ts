// Every extension that has a part in the schema.

import { marks } from "./marks.js";
import { partNodes } from "./parts.js";
import { textNodes } from "./text.js";

export const schemaExtensions = [...textNodes, ...partNodes, ...marks];
