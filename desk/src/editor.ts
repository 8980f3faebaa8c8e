// The editor island, mounted on the page of an article (docs/DESK.md).

import { Editor } from "@tiptap/core";

void Editor;
