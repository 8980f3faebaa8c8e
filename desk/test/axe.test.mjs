// What axe says of the editor with everything in it: light, dark, from right to left, on a narrow page, with its dialogs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, describe, test } from "node:test";
import { atEnd, open, openBrowser } from "./lib/browser.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const text = (value, ...marks) => ({ type: "text", ...(marks.length ? { marks } : {}), text: value });
const everything = manuscript(
  paragraph("A paragraph of some length, so that there is something to read in it, and a line breaks."),
  { type: "paragraph", content: [text("The basin was “fully surveyed”", { type: "source", attrs: { ids: [2] } }), text(", "), text("and more", { type: "source", attrs: { ids: [1, 2] } }), text(" and "), text("more", { type: "source", attrs: { ids: [9] } })] },
  { type: "heading", attrs: { level: 2 }, content: [text("Crosshead")] },
  { type: "paragraph", attrs: { lang: "fa", dir: "rtl" }, content: [text("سلام بندر")] },
  { type: "paragraph", content: [text("See "), text("a link", { type: "link", attrs: { href: "https://a.example/" } }), text(", "), text("marked", { type: "highlight" }), text(" and "), text("code", { type: "code" }), { type: "footnoteReference", attrs: { id: "n1" } }] },
  { type: "figure", attrs: { media: 100 }, content: [text("A caption")] },
  { type: "gallery", content: [{ type: "figure", attrs: { media: 100, alt: "x" } }, { type: "figure", attrs: { src: "https://x.example/a.jpg" } }] },
  { type: "blockquote", attrs: { attribution: "The board" }, content: [paragraph("Said")] },
  { type: "pullQuote", attrs: {}, content: [paragraph("Large")] },
  { type: "table", attrs: { caption: "Depths" }, content: [{ type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: 1, rowspan: 1 }, content: [paragraph("Place")] }, { type: "tableHeader", attrs: { colspan: 1, rowspan: 1 }, content: [paragraph("Depth")] }] }, { type: "tableRow", content: [{ type: "tableCell", attrs: { colspan: 1, rowspan: 1 }, content: [paragraph("Lock")] }, { type: "tableCell", attrs: { colspan: 1, rowspan: 1 }, content: [paragraph("4 m")] }] }] },
  { type: "embed", attrs: { url: "https://www.youtube.com/watch?v=1", provider: "youtube", title: "The barge" } },
  { type: "frame", attrs: { url: "https://charts.example/1" } },
  { type: "audio", attrs: { media: 101 } },
  { type: "file", attrs: { media: 102, title: "Licence" } },
  { type: "aside", content: [paragraph("Beside")] },
  { type: "codeBlock", attrs: { language: "rust" }, content: [text("fn main() {}")] },
  { type: "sounding", attrs: {} },
  { type: "horizontalRule" },
  { type: "bulletList", content: [{ type: "listItem", content: [paragraph("one")] }] },
  { type: "footnotes", content: [{ type: "footnote", attrs: { id: "n1" }, content: [paragraph("A note")] }] },
);
Object.assign(everything, { kicker: "Harbour", standfirst: "In a sentence", bylines: [{ person: 3, role: "pictures" }], topics: [1], downloads: [{ media: 102, title: "Licence" }], lead: { media: 100 } });

everything.sources = [
  { id: 1, kind: "document", who: { named: { name: "Licence file 2026/114", link: "https://harbour.example/licences/2026/114", dated: "2026-09-03", seen: "2026-11-13", author: "Harbour office" } } },
  { id: 2, kind: "official_statement", who: { named: { name: "Harbour board, notice of 8 September", controlled_by: "The town of Port Merrow", interest: { what: "granted the licence", evidence: "the licence itself", link: "https://harbour.example/" } } } },
  { id: 3, kind: "agency", who: { named: { name: "Coast Wire" } }, via: [2, 4], own: true },
  { id: 4, kind: "outlet", who: { named: { name: "The Quay" } }, via: [3, 8], prints: true },
  { id: 5, kind: "interview", who: { unnamed: { called: "knowing", why: "work" } } },
];
const looks = () => ({
  may_confirm: true,
  sources: [1, 2, 3, 4, 5].map((id) => ({ id, confirmed: id < 3 })),
  origins: { at_most: 3, origins: [], rests: [], circles: [{ sources: [3, 4] }], hops: 3, said: 3, sentence: "Five sources, at most three known origins." },
  proposals: [{ digest: "d", paragraph: 0, start: 0, end: 26, text: "A paragraph of some length", cue: "said", chain: [{ kind: "outlet", who: { named: { name: "Two other outlets" } }, quotes_next: true }, { kind: "agency", who: { named: { name: "Coast Wire" } }, same_as: 3 }] }],
});

const ways = [
  ["light", {}, {}],
  ["dark", {}, { colorScheme: "dark" }],
  ["from right to left", { language: "fa" }, {}],
  ["narrow", {}, { viewport: { width: 320, height: 800 } }],
];

describe("axe", () => {
  let browser;
  let desk;
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
  afterEach(() => desk.stop());

  for (const [name, options, context] of ways) {
    test(name, async () => {
      desk = new Desk({ text: everything, ...options });
      desk.looks = looks;
      desk.addMedium("barge.jpg", "image/jpeg", Buffer.from("a"));
      desk.addMedium("talk.mp3", "audio/mpeg", Buffer.from("b"));
      desk.addMedium("licence.pdf", "application/pdf", Buffer.from("c"));
      desk.present = [{ person: 4, name: "Tom Arkwright", initials: "TA" }];
      await desk.start();
      const page = await open(browser, desk, context);
      await page.waitForTimeout(300);
      const check = async (state) => {
        // In a world of its own: the page's policy lets no script in.
        const session = await page.context().newCDPSession(page);
        const { frameTree } = await session.send("Page.getFrameTree");
        const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
        const run = async (expression) => (await session.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true })).result.value;
        await run(`${axe};0`);
        const found = await run(`axe.run({runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r=>r.violations.map(v=>v.id+": "+v.nodes.map(n=>n.target+" "+n.failureSummary.slice(0,200)).slice(0,4).join(" | ")))`);
        await session.detach();
        assert.deepEqual(found, [], state);
        const wide = await page.evaluate(() => {
          const over = document.documentElement.scrollWidth - innerWidth;
          const out = (e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1;
          return over <= 0 ? "" : `${over}: ${[...document.querySelectorAll("body *")].filter(out).map((e) => `${e.localName}.${e.className}`).slice(0, 8).join(" ")}`;
        });
        assert.equal(wide, "", state);
      };
      await check("as it opens");
      await page.locator("[data-widget=sources] .is-proposed button").first().focus();
      for (const act of ["edit", "done", "remove"]) {
        await page.locator(`[data-widget=sources] [data-act=${act}]`).first().click();
        if (process.env.DESK_SCREENS) await page.locator("[data-widget=sources]").screenshot({ path: `${process.env.DESK_SCREENS}/${act}-${name}.png` });
        await check(`sources: ${act}`);
      }
      await page.locator("[data-widget=sources] [data-act=undo]").click();
      await page.getByRole("button", { name: /Alternative text is missing|نوشته/ }).first().click();
      await page.getByText("Focal point").click();
      await check("the form of a picture");
      await atEnd(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Home");
      await page.waitForTimeout(100);
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowUp");
      await page.waitForTimeout(100);
      await page.keyboard.type("/");
      await page.getByRole("listbox").waitFor();
      await check("the slash menu");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+f");
      await page.keyboard.type("a");
      await check("finding");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await check("a link");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+/");
      await check("the keys");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Another picture" }).click();
      await page.getByRole("dialog").getByRole("option").first().waitFor();
      await check("the picker");
      await page.keyboard.press("Escape");
      desk.elsewhere("Tom Arkwright", manuscript(paragraph("Another text")));
      await page.evaluate(() => document.dispatchEvent(new Event("desk:save")));
      await page.getByRole("dialog").waitFor();
      await check("two texts");
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});
