// Writing: habits of Markdown, the slash menu, the toolbar, footnotes, tables, find and replace, all by keyboard.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { atEnd, open, openBrowser, soon } from "./lib/browser.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

describe("editing", () => {
  let browser, desk, page;
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
  const start = async (text, options = {}) => {
    desk = await new Desk({ text: text ?? manuscript(), ...options }).start();
    page = await open(browser, desk);
    await atEnd(page);
  };
  afterEach(async () => {
    const complaints = page.complaints;
    await page.context().close();
    await desk.stop().catch(() => {});
    assert.deepEqual(complaints, []);
  });
  const type = (text) => page.keyboard.type(text);
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      // ProseMirror hears of a selection that the browser made a moment later: no hand is faster.
      if (/Arrow|Home|End|\+a$/.test(key)) await page.waitForTimeout(25);
    }
  };
  /** The body as the server has it after a save. */
  const saved = async () => {
    const before = desk.revisions.length;
    await page.evaluate(() => document.dispatchEvent(new Event("desk:save")));
    await soon("it is saved", () => desk.revisions.length > before);
    return desk.latest.manuscript.body.content ?? [];
  };
  const kinds = (content) => content.map((n) => n.type);

  test("habits of Markdown", async () => {
    await start();
    for (const line of ["## Crosshead", "Some **bold** and _italic_ and `code` words", "> Said", "", "- one", "two", "", "1. first", "", "---"]) {
      await type(line);
      await press("Enter");
    }
    const content = await saved();
    assert.deepEqual(kinds(content).slice(0, 5), ["heading", "paragraph", "blockquote", "bulletList", "orderedList"]);
    assert.ok(kinds(content).includes("horizontalRule"));
    assert.deepEqual(content[0].attrs, { level: 2 });
    assert.deepEqual(content[1].content.filter((n) => n.marks).map((n) => [n.marks[0].type, n.text]), [["bold", "bold"], ["italic", "italic"], ["code", "code"]]);
    assert.equal(content[3].content.length, 2);
  });

  test("the slash menu narrows, is pointed at, and inserts by Enter", async () => {
    await start();
    await type("/pull");
    const list = page.getByRole("listbox", { name: "Insert" });
    await list.waitFor();
    assert.equal(await list.getByRole("option").count(), 1);
    const active = await page.locator(".prose").getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).textContent(), "Pull quote");
    await press("Enter");
    await type("A sentence, large");
    await soon("the list is gone", async () => !(await list.isVisible()));
    const content = await saved();
    assert.deepEqual(kinds(content), ["pullQuote", "paragraph"]);
    assert.equal(content[0].content[0].content[0].text, "A sentence, large");
  });

  test("a slash within a word is a slash, and Escape leaves one", async () => {
    await start();
    await type("and/or ");
    assert.equal(await page.getByRole("listbox").count(), 0);
    await type("/");
    await page.getByRole("listbox").waitFor();
    await press("Escape");
    await type("table");
    await press("Enter");
    const content = await saved();
    assert.equal(content[0].content[0].text, "and/or /table");
  });

  test("words after a slash that find nothing are words", async () => {
    await start();
    await type("/etc is a folder");
    await soon("the list is gone", async () => (await page.getByRole("listbox").count()) === 0);
    assert.equal((await saved())[0].content[0].text, "/etc is a folder");
  });

  test("the slash menu in Persian, from right to left", async () => {
    await start({ ...manuscript(), language: "fa" }, { language: "fa" });
    await type("/table");
    const list = page.getByRole("listbox");
    await list.waitFor();
    const [box, text] = [await list.boundingBox(), await page.locator(".prose").boundingBox()];
    assert.ok(box.x + box.width <= text.x + text.width + 20 && box.x + box.width > text.x + text.width / 2, "it opens from the right");
    await press("Enter");
    assert.deepEqual(kinds(await saved()), ["table", "paragraph"]);
  });

  test("the toolbar: Alt+F10, arrows, pressed, Escape", async () => {
    await start(manuscript(paragraph("Words")));
    await press("Control+a", "Alt+F10");
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? ""), /Kind of line/);
    await press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Bold");
    await press("Enter");
    await soon("it is pressed", async () => (await page.getByRole("button", { name: "Bold" }).getAttribute("aria-pressed")) === "true");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".toolbar > button[tabindex='0']").length), 1);
    assert.deepEqual((await saved())[0].content[0].marks, [{ type: "bold" }]);
    await press("Alt+F10", "Home", "ArrowDown", "ArrowDown", "Enter");
    assert.deepEqual(kinds(await saved()), ["heading"]);
  });

  test("links by keyboard: added, changed, removed", async () => {
    await start(manuscript(paragraph("See the tide table")));
    for (let i = 0; i < 10; i++) await press("Shift+ArrowLeft");
    await press("Control+k");
    await type("javascript:alert(1)");
    await press("Enter");
    await page.getByText("This is no address that a page may lead to").waitFor();
    await press("Control+a");
    await type("tides.example/today");
    await press("Enter");
    let content = await saved();
    assert.deepEqual(content[0].content[1], { type: "text", marks: [{ type: "link", attrs: { href: "https://tides.example/today" } }], text: "tide table" });
    await press("ArrowLeft", "ArrowRight", "Control+k");
    await page.getByRole("button", { name: "Remove the link" }).click();
    content = await saved();
    assert.equal(content[0].content.length, 1);
  });

  test("an address that is typed is a link after a space, and without the full stop", async () => {
    await start();
    await type("Read https://a.example/b. Then");
    const content = await saved();
    assert.deepEqual(content[0].content.map((n) => [n.text, n.marks?.[0].attrs.href]), [["Read ", undefined], ["https://a.example/b", "https://a.example/b"], [". Then", undefined]]);
  });

  test("footnotes are written in place, numbered by the text, and go with their reference", async () => {
    await start(manuscript(paragraph("One. Two.")));
    await press("Control+Alt+f");
    await type("Second note");
    await press("Escape");
    for (let i = 0; i < 6; i++) await press("ArrowLeft");
    await press("Control+Alt+f");
    await type("First note");
    const numbers = await page.locator(".prose > p .note-number").evaluateAll((list) => list.map((e) => e.dataset.number));
    assert.deepEqual(numbers, ["1", "2"]);
    assert.deepEqual(await page.locator(".footnote").evaluateAll((list) => list.map((e) => [e.dataset.number, e.textContent])), [["1", "First note"], ["2", "Second note"]]);
    let content = await saved();
    assert.deepEqual(kinds(content), ["paragraph", "footnotes"]);
    assert.deepEqual(content[1].content.map((n) => n.attrs.id), content[0].content.filter((n) => n.type === "footnoteReference").map((n) => n.attrs.id));
    for (let i = 0; i < 11; i++) await press("Backspace");
    content = await saved();
    assert.equal(content[1].content.length, 1);
    assert.equal(content[0].content.filter((n) => n.type === "footnoteReference").length, 1);
    assert.equal(await page.locator(".note-number").getAttribute("data-number"), "1");
    await press("Control+z");
    assert.equal((await saved())[1].content.length, 2);
  });

  test("a table: cells by Tab, a row below, a caption, merged cells", async () => {
    await start();
    await type("/table");
    await press("Enter");
    for (const word of ["Place", "Depth", "Date", "Lock", "4 m", "Monday"]) {
      await type(word);
      await press("Tab");
    }
    await page.getByRole("button", { name: "Table" }).click();
    await page.getByRole("menuitem", { name: "Row below" }).click();
    await press("F2");
    await type("Soundings");
    await press("Enter");
    let [table] = await saved();
    assert.equal(table.attrs?.caption, "Soundings");
    assert.equal(table.content.length, 4);
    assert.deepEqual(table.content[0].content.map((c) => [c.type, c.content?.[0].content[0].text]), [["tableHeader", "Place"], ["tableHeader", "Depth"], ["tableHeader", "Date"]]);
    assert.deepEqual(table.content[1].content[1], { type: "tableCell", attrs: { colspan: 1, rowspan: 1 }, content: [paragraph("4 m")] });
    const cells = page.locator(".prose td");
    await cells.nth(3).click();
    await page.keyboard.down("Shift");
    await cells.nth(4).click();
    await page.keyboard.up("Shift");
    await page.getByRole("button", { name: "Table" }).click();
    await page.getByRole("menuitem", { name: "Merge cells" }).click();
    table = (await saved())[0];
    assert.deepEqual(table.content[2].content.map((c) => c.attrs.colspan), [2, 1]);
  });

  test("find and replace: counted, stepped through, one step to undo", async () => {
    await start(manuscript(paragraph("The harbour. A Harbour master."), { type: "bulletList", content: [{ type: "listItem", content: [paragraph("harbours")] }] }));
    await press("Control+f");
    await type("harbour");
    await page.getByText("1 of 3").or(page.getByText("3 of 3")).waitFor();
    assert.equal(await page.locator(".found").count(), 3);
    await page.getByLabel("Whole words").check();
    await page.getByText("of 2").waitFor();
    await page.getByLabel("Match case").check();
    await page.getByText("1 of 1").waitFor();
    await page.getByLabel("Match case").uncheck();
    await page.getByRole("textbox", { name: "Replace with" }).fill("port");
    await page.getByRole("button", { name: "Replace all" }).click();
    let content = await saved();
    assert.equal(content[0].content[0].text, "The port. A port master.");
    await page.getByLabel("Find", { exact: true }).press("Escape");
    assert.equal(await page.locator(".found").count(), 0);
    await press("Control+z");
    content = await saved();
    assert.equal(content[0].content[0].text, "The harbour. A Harbour master.");
  });

  test("the language of a paragraph and of words", async () => {
    await start(manuscript(paragraph("Bom dia, she said")));
    await page.getByRole("button", { name: "Language, direction, alignment" }).click();
    await press("Enter");
    await type("pt");
    await press("Enter");
    await page.waitForTimeout(400);
    await press("Control+Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    await page.getByRole("button", { name: "Language, direction, alignment" }).click();
    await press("Enter");
    await type("de");
    await press("Enter");
    const [p] = await saved();
    assert.deepEqual(p.attrs, { lang: "pt" });
    assert.deepEqual(p.content[0], { type: "text", marks: [{ type: "language", attrs: { lang: "de" } }], text: "Bom" });
  });

  test("an address pasted alone is an embed; on a selection, its link", async () => {
    await start();
    const paste = (text) => page.evaluate((value) => {
      const data = new DataTransfer();
      data.setData("text/plain", value);
      document.querySelector(".prose").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await paste("https://www.youtube.com/watch?v=harbour-01");
    const content = await saved();
    assert.deepEqual(content[0], { type: "embed", attrs: { url: "https://www.youtube.com/watch?v=harbour-01", provider: "youtube" } });
    await press("Control+End");
    await type("words");
    await press("Shift+Home");
    await paste("https://a.example/");
    assert.equal((await saved()).at(-1).content[0].marks[0].attrs.href, "https://a.example/");
  });

  test("a picture: asked for its text, which can be given by keyboard", async () => {
    await start();
    desk.addMedium("barge.jpg", "image/jpeg", Buffer.from("x"), { credit: "Ines Calloway" });
    await type("/picture");
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: "Choose a picture" });
    await dialog.getByRole("option").first().waitFor();
    await press("ArrowDown", "Enter");
    await page.getByRole("button", { name: "Alternative text is missing" }).waitFor();
    await press("Enter");
    await type("A barge at the mole");
    await press("Escape");
    await soon("it is no longer missing", async () => !(await page.getByRole("button", { name: "Alternative text is missing" }).isVisible()));
    const [figure] = await saved();
    assert.deepEqual(figure, { type: "figure", attrs: { media: 100, width: 1200, height: 800, alt: "A barge at the mole", credit: "Ines Calloway" } });
  });

  test("the focal point is kept with the picture", async () => {
    await start(manuscript({ type: "figure", attrs: { media: 100, alt: "x" } }, paragraph("after")));
    desk.addMedium("barge.jpg", "image/jpeg", Buffer.from("x"));
    await page.reload();
    await page.locator(".part-figure img").click();
    await page.getByText("Focal point").click();
    await page.getByLabel("Across").fill("20");
    await soon("it is kept", () => desk.media.get(100).medium.focus);
    assert.deepEqual(desk.media.get(100).medium.focus, { x: 0.2, y: 0.5 });
  });

  test("words and reading time, and what the keys do", async () => {
    await start(manuscript(paragraph("one two three — four")));
    await soon("it is counted", async () => (await page.locator("[data-count]").textContent()) === "4 words · 1 minute");
    await press("Control+/");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await press("Escape");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("prose")));
  });

  test("a copy within the editor is whole: pictures, notes, quotations, what is not known", async () => {
    const parts = [
      { type: "figure", attrs: { media: 100, alt: "A barge", credit: "Ines", link: "/tides/" }, content: [{ type: "text", marks: [{ type: "italic" }], text: "caption" }] },
      { type: "pullQuote", attrs: { attribution: "The board" }, content: [paragraph("Large")] },
      { type: "table", attrs: { caption: "Depths" }, content: [{ type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: 2, rowspan: 1 }, content: [paragraph("Place")] }] }] },
      { type: "sounding", attrs: { depth: 4 } },
      { type: "frame", attrs: { url: "https://charts.example/1", title: "Chart", height: 400 } },
      { type: "file", attrs: { media: 102, title: "Licence" } },
      { type: "heading", attrs: { level: 3, lang: "pt", align: "center" }, content: [{ type: "text", text: "Profundidade" }] },
      { type: "paragraph", content: [{ type: "text", text: "Noted" }, { type: "footnoteReference", attrs: { id: "n1" } }] },
    ];
    await start(manuscript(paragraph("First"), ...parts, paragraph("Last")));
    desk.addMedium("barge.jpg", "image/jpeg", Buffer.from("x"));
    await press("Control+a");
    await page.evaluate(() => {
      const prose = document.querySelector(".prose");
      const data = new DataTransfer();
      prose.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      window.copied = data.getData("text/html");
    });
    await press("Control+End", "Enter");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/html", window.copied);
      document.querySelector(".prose").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const content = await saved();
    assert.deepEqual(content.slice(-parts.length - 1, -1), parts);
  });

  test("what is not known is shown as kept, and stays when the text beside it changes", async () => {
    const strange = { type: "sounding", attrs: { depth: 4 }, content: [{ type: "text", text: "x" }] };
    await start(manuscript(strange, paragraph("known")));
    await page.getByText("Unknown part, kept as it is").waitFor();
    await atEnd(page);
    await type("!");
    assert.deepEqual((await saved())[0], strange);
  });

  test("read only: nothing can be typed and nothing is sent", async () => {
    await start(manuscript(paragraph("Fixed")), { readonly: true });
    await type("x");
    await page.locator("[data-bind=headline]").press("x");
    assert.equal(await page.locator(".prose").textContent(), "Fixed");
    assert.equal(await page.inputValue("[data-bind=headline]"), "A report");
    await page.waitForTimeout(400);
    assert.deepEqual(desk.log.filter((l) => !l.startsWith("GET") && !l.endsWith("/presence") && !l.endsWith("/sources/look")), []);
  });

  test("bylines, topics and downloads by keyboard", async () => {
    await start();
    desk.addMedium("licence.pdf", "application/pdf", Buffer.from("x"));
    await page.getByRole("combobox", { name: "Add a byline" }).click();
    await type("tom");
    await page.getByRole("option", { name: "Tom Arkwright" }).waitFor();
    await press("Enter");
    await page.getByLabel("What Tom Arkwright did, if not the text").fill("photographs");
    await page.getByRole("combobox", { name: "Add a topic" }).click();
    await type("Dredging");
    await page.getByRole("option", { name: "New: Dredging" }).waitFor();
    await press("Enter");
    await page.getByText("Dredging", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Add a file" }).click();
    await page.getByRole("option", { name: /licence/ }).click();
    await page.getByRole("button", { name: "Insert", exact: true }).last().click();
    await page.getByLabel("Title of the download").fill("The licence");
    await saved();
    const { bylines, topics, downloads } = desk.latest.manuscript;
    assert.deepEqual({ bylines, topics, downloads }, { bylines: [{ person: 4, role: "photographs" }], topics: [52], downloads: [{ media: 100, title: "The licence" }] });
  });
});
