// The editor island: mounts on the page of an article (docs/DESK.md) and does nothing on any other.

import { mount } from "./mount.js";
import { readPage } from "./page.js";

const page = readPage();
if (page) mount(page);
