// Sources: the mark in the text, the panel, proposals, confirming, and what is dropped of one that is not named.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { atEnd, open, openBrowser, soon } from "./lib/browser.mjs";
import { load } from "./lib/load.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

const named = (id, name, more = {}) => ({ id, kind: "outlet", who: { named: { name } }, ...more });
const rests = (text, ...ids) => ({ type: "text", marks: [{ type: "source", attrs: { ids } }], text });
const text = (words) => ({ type: "text", text: words });

describe("chains", () => {
  let island;
  before(async () => {
    island = await load(`
      export { freshId, tidy, isWeb, sourcesOf } from "./sources/model.ts";
      export { take, lines } from "./sources/chain.ts";
      export { compare, mix } from "./saving/compare.ts";
    `);
  });

  test("a number is above every one that is, or was, anybody's", () => {
    const { freshId } = island;
    assert.equal(freshId([], []), 1);
    assert.equal(freshId([named(2, "a", { via: [7] })], [4]), 8);
    assert.equal(freshId([named(2, "a")], [9]), 10);
    assert.equal(freshId([named(2, "a")], [], 20), 21);
  });

  test("what is empty is not sent, and only a source that quotes says how", () => {
    const { tidy } = island;
    assert.deepEqual(tidy(named(1, "a", { own: true, prints: true, via: [], who: { named: { name: "a", link: "", interest: { what: "", evidence: "" } } } })), named(1, "a"));
    assert.deepEqual(tidy(named(1, "a", { own: true, prints: false, via: [2] })), named(1, "a", { via: [2], own: true }));
    const unnamed = { id: 1, kind: "interview", who: { unnamed: { called: "resident", why: "work" } } };
    assert.deepEqual(tidy(unnamed), unnamed);
  });

  test("a working copy may hold anything", () => {
    const { sourcesOf } = island;
    for (const sources of [undefined, null, 7, {}, [null, 3, { id: "1" }, { id: 1 }, { id: -1, who: {} }]]) assert.deepEqual(sourcesOf({ sources }), []);
  });

  test("only the web is led to", () => {
    const { isWeb } = island;
    assert.deepEqual(["https://a.example/", "http://a.example", "javascript:alert(1)", "//a.example", "ftp://a.example", ""].map(isWeb), [true, true, false, false, false, false]);
  });

  const proposal = { digest: "d", paragraph: 0, start: 0, end: 1, text: "t", cue: "c", chain: [
    { kind: "agency", who: { named: { name: "Coast Wire" } }, same_as: null, quotes_next: true },
    { kind: "website", who: { named: { name: "Harbour Watch" } }, same_as: 4, quotes_next: false },
  ] };

  test("a proposal adds what is not there, quotes what is, and marks the last hand", () => {
    const taken = island.take([named(4, "harbour-watch.example")], proposal, 9);
    assert.deepEqual(taken.marks, [9]);
    assert.deepEqual(taken.ids, [9, 4]);
    assert.deepEqual(taken.sources, [named(4, "harbour-watch.example"), { id: 9, kind: "agency", who: { named: { name: "Coast Wire" } }, via: [4] }]);
  });

  test("one of the same name is the same, also if it was added a moment ago", () => {
    const before = [named(1, " coast wire"), named(2, "Harbour watch")];
    const taken = island.take(before, proposal, 9);
    assert.deepEqual(taken.ids, [1, 2]);
    assert.deepEqual(taken.sources[0].via, [2]);
    assert.equal(before[0].via, undefined);
  });

  test("two who are not quoting each other are both rested on", () => {
    const chain = proposal.chain.map((link) => ({ ...link, quotes_next: false, same_as: null }));
    const taken = island.take([], { ...proposal, chain }, 1);
    assert.deepEqual(taken.marks, [1, 2]);
    assert.ok(taken.sources.every((s) => s.via === undefined));
  });

  test("two texts differ in a source, in words, and either can be taken", () => {
    const body = { type: "doc", content: [] };
    globalThis.document ??= { documentElement: { lang: "en" } };
    const mine = { ...manuscript(), body, sources: [named(1, "Board"), named(2, "Wire", { via: [1] })] };
    const theirs = { ...mine, sources: [named(1, "Harbour board"), named(3, "Ferry line")], origins: { at_most: 1, reason: "One owner." } };
    const rows = island.compare(mine, theirs);
    assert.deepEqual(rows.map(({ label, mine: a, theirs: b }) => [label, a, b]), [
      ["Source", "1. Board\nNews outlet", "1. Harbour board\nNews outlet"],
      ["Source", "2. Wire\nNews outlet\nquoting Board (1)", null],
      ["Source", null, "2. Ferry line\nNews outlet"],
      ["Known origins", null, "At most 1: One owner."],
    ]);
    assert.deepEqual(island.mix(mine, theirs, rows, new Set([rows[0], rows[2], rows[3]])).sources.map((s) => [s.id, s.who.named.name]), [[1, "Harbour board"], [2, "Wire"], [3, "Ferry line"]]);
    assert.deepEqual(island.mix(mine, theirs, rows, new Set([rows[1]])).sources.map((s) => s.id), [1]);
    const turned = { ...mine, sources: [...mine.sources].reverse() };
    assert.deepEqual(island.compare(mine, turned).map((r) => r.label), ["Order of the sources"]);
  });

  test("circles and endless chains are drawn once", () => {
    const round = [named(1, "a", { via: [2] }), named(2, "b", { via: [1] })];
    const [line] = island.lines(round, round[0]);
    assert.equal(line.id, 2);
    assert.deepEqual(line.below.map((l) => [l.id, l.circle, l.below]), [[1, true, []]]);
    const all = Array.from({ length: 200 }, (_, i) => named(i + 1, "x", { via: Array.from({ length: 200 }, (_, k) => k + 1) }));
    const count = (lines) => lines.reduce((n, l) => n + 1 + count(l.below), 0);
    assert.ok(count(island.lines(all, all[0])) <= 60);
  });
});

describe("sources in the editor", () => {
  let browser, desk, page;
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
  const start = async (content, sources, options = {}, context = {}) => {
    desk = await new Desk({ text: { ...manuscript(...content), ...(sources ? { sources } : {}) }, ...options }).start();
    if (options.looks) desk.looks = options.looks;
    page = await open(browser, desk, context);
    await page.waitForTimeout(60);
  };
  afterEach(async () => {
    const complaints = page.complaints;
    await page.context().close();
    await desk.stop().catch(() => {});
    assert.deepEqual(complaints, []);
  });
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      if (/Arrow|Home|End|\+a$/.test(key)) await page.waitForTimeout(25);
    }
  };
  const saved = async () => {
    const before = desk.revisions.length;
    await page.evaluate(() => document.dispatchEvent(new Event("desk:save")));
    await soon("it is saved", () => desk.revisions.length > before);
    return desk.latest.manuscript;
  };
  const panel = () => page.getByRole("group", { name: "Sources" });
  const card = (name) => panel().getByRole("listitem", { name });
  const numbers = () => page.locator(".prose .rests-number").evaluateAll((all) => all.map((e) => e.dataset.number));

  test("passages are underlined, their numbers are the places in the list and no text", async () => {
    await start([{ type: "paragraph", content: [text("A "), rests("licence", 7), text(" and "), rests("both", 7, 3), text(" and "), rests("lost", 9)] }], [named(3, "Board"), named(7, "Licence file")]);
    assert.deepEqual(await numbers(), ["2", "1, 2", "?"]);
    assert.equal(await page.locator(".prose").textContent(), "A licence and both and lost");
    await panel().getByText("A passage rests on a source that is no longer listed.").waitFor();
    await card(/Board/).getByRole("button", { name: "Move Board down" }).click();
    await soon("the numbers follow", async () => (await numbers())[0] === "1");
    await atEnd(page);
    await page.keyboard.type("!");
    const { body, sources } = await saved();
    assert.deepEqual(sources.map((s) => s.id), [7, 3]);
    assert.deepEqual(body.content[0].content.at(-2), rests("lost", 9));
    assert.deepEqual(body.content[0].content.at(-1), text("!"));
  });

  test("a passage is split, joined, copied and undone as a whole", async () => {
    await start([{ type: "paragraph", content: [text("See "), rests("the licence file", 1), text(".")] }], [named(1, "Licence file")]);
    await atEnd(page);
    await press("Home");
    for (let i = 0; i < 7; i++) await press("ArrowRight");
    await press("Enter");
    let { body } = await saved();
    assert.deepEqual(body.content.map((p) => p.content), [[text("See "), rests("the", 1)], [rests(" licence file", 1), text(".")]]);
    assert.deepEqual(await numbers(), ["1", "1"]);
    await press("Backspace");
    ({ body } = await saved());
    assert.deepEqual(body.content[0].content[1], rests("the licence file", 1));
    await press("Control+a");
    const html = await page.evaluate(() => {
      const data = new DataTransfer();
      document.querySelector(".prose").dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData("text/html");
    });
    const paste = async (copied) => {
      await press("Control+End", "Enter");
      await page.evaluate((copied) => {
        const data = new DataTransfer();
        data.setData("text/html", copied);
        document.querySelector(".prose").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }, copied);
    };
    await paste(html);
    ({ body } = await saved());
    assert.deepEqual(body.content[1].content[1], rests("the licence file", 1));
    // The same from another article: its numbers mean something else.
    await paste(html.replaceAll('data-article="7"', 'data-article="8"'));
    ({ body } = await saved());
    assert.deepEqual(body.content[2].content, [text("See the licence file.")]);
  });

  test("added, filled in and quoted by the panel; kept as one types", async () => {
    await start([paragraph("The board approved dredging.")]);
    await panel().getByRole("button", { name: "Add a source" }).click();
    await panel().getByLabel("Kind").selectOption("agency");
    await panel().getByLabel("Name", { exact: true }).fill("Coast Wire");
    await panel().getByLabel("Where it can be read", { exact: true }).fill("https://wire.example/1");
    await panel().getByLabel("Day it carries").fill("2026-11-10");
    await panel().getByRole("button", { name: "A source that is not listed yet" }).click();
    await panel().getByLabel("Name", { exact: true }).fill("Harbour board");
    await panel().getByLabel("Controlled by").fill("The town");
    await panel().getByLabel("What it is").fill("granted the licence");
    await panel().getByLabel("How that is known").fill("the licence itself");
    await panel().getByRole("button", { name: "Done" }).click();
    assert.ok(await card(/Coast Wire/).getByText("quoting Harbour board (2)").isVisible());
    await soon("it is kept", () => desk.copy?.manuscript.sources?.[1]?.who.named.interest?.evidence === "the licence itself");
    assert.deepEqual((await saved()).sources, [
      { id: 1, kind: "agency", who: { named: { name: "Coast Wire", link: "https://wire.example/1", dated: "2026-11-10" } }, via: [2] },
      { id: 2, kind: "outlet", who: { named: { name: "Harbour board", controlled_by: "The town", interest: { what: "granted the licence", evidence: "the licence itself" } } } },
    ]);
    await page.reload();
    await card(/Coast Wire/).getByRole("button", { name: /^Change/ }).click();
    await panel().getByLabel("It prints the text of what it quotes").check();
    await panel().getByLabel("Where it can be read").fill("javascript:alert(1)");
    await panel().getByLabel("Where it can be read").blur();
    await panel().getByText("Write the whole address").waitFor();
    await panel().getByLabel("Where it can be read").fill("");
    await panel().getByRole("button", { name: "Done" }).click();
    assert.equal((await saved()).sources[0].prints, true);
  });

  test("marked by its button, by the toolbar and by the slash menu", async () => {
    await start([paragraph("First here. Second there.")], [named(1, "Licence file"), named(2, "Board")]);
    await atEnd(page);
    await press("Home");
    for (let i = 0; i < 5; i++) await press("Shift+ArrowRight");
    await card(/Licence file/).getByRole("button", { name: /Marked text/ }).click();
    await panel().getByText("The marked passage rests on Licence file.").waitFor();
    await press("Control+z");
    await atEnd(page);
    await page.getByRole("toolbar").getByRole("button", { name: "Source" }).click();
    const dialog = page.getByRole("dialog", { name: "What this passage rests on" });
    assert.equal(await dialog.locator("q").textContent(), "Second there.");
    await dialog.getByLabel("2 Board").check();
    await dialog.getByRole("button", { name: "Set" }).click();
    let { body } = await saved();
    assert.deepEqual(body.content[0].content, [rests("First", 1), text(" here. "), rests("Second there.", 2)]);
    await atEnd(page);
    await page.keyboard.type(" /sour");
    await page.getByRole("listbox", { name: "Insert" }).getByRole("option", { name: "Source" }).waitFor();
    await press("Enter");
    await dialog.getByRole("button", { name: "A source that is not listed yet" }).click();
    await panel().getByLabel("Name", { exact: true }).fill("Third");
    ({ body } = await saved());
    assert.deepEqual(body.content[0].content[2].marks[0].attrs.ids, [2, 3]);
  });

  test("a source that is removed is said to be gone, its number is given to nobody, and it comes back", async () => {
    await start([{ type: "paragraph", content: [rests("One", 2), text(".")] }], [named(1, "Wire", { via: [2] }), named(2, "Board")]);
    await card(/Board/).getByRole("button", { name: "Remove Board" }).click();
    assert.ok(await card(/Wire/).getByText("quoting a source that is no longer listed").isVisible());
    assert.deepEqual(await numbers(), ["?"]);
    await panel().getByRole("button", { name: "Undo" }).click();
    assert.deepEqual(await numbers(), ["2"]);
    await card(/Board/).getByRole("button", { name: "Remove Board" }).click();
    await panel().getByRole("button", { name: "Take these marks away" }).click();
    await panel().getByRole("button", { name: "Add a source" }).click();
    await panel().getByLabel("Name", { exact: true }).fill("New");
    const { sources, body } = await saved();
    assert.deepEqual(sources.map((s) => s.id), [1, 3]);
    assert.deepEqual(body.content[0].content, [text("One.")]);
  });

  test("moved by the keyboard, and the focus stays", async () => {
    await start([paragraph("x")], [named(1, "One"), named(2, "Two"), named(3, "Three")]);
    await card(/Three/).getByRole("button", { name: "Move Three up" }).focus();
    await press("Enter");
    await press("Alt+ArrowUp");
    await soon("it is first", async () => /Source 1: Three/.test((await panel().getByRole("listitem").first().getAttribute("aria-label")) ?? ""));
    assert.equal(await page.evaluate(() => document.activeElement.closest("[data-id]")?.dataset.id), "3");
    assert.deepEqual((await saved()).sources.map((s) => s.id), [3, 1, 2]);
  });

  test("not named: nothing that could tell who it is stays anywhere", async () => {
    const secret = { name: "Rosa Quint", link: "https://quint.example/", dated: "2026-11-01", author: "R. Quint" };
    await start([paragraph("A person said so.")], [{ id: 1, kind: "interview", who: { named: secret } }, named(2, "Wire")]);
    await card(/Rosa Quint/).getByRole("button", { name: /^Change/ }).click();
    // Something of it is on its way and in this browser.
    desk.trouble = (method) => (method === "PUT" ? "drop" : null);
    await panel().getByLabel("Name", { exact: true }).fill("Rosa Quint of the works office");
    const everywhere = () => page.evaluate(async () => {
      const db = await new Promise((done) => (indexedDB.open("dateline-desk", 1).onsuccess = (e) => done(e.target.result)));
      const kept = await new Promise((done) => (db.transaction("kept").objectStore("kept").getAll().onsuccess = (e) => done(e.target.result)));
      db.close();
      return JSON.stringify(kept) + document.documentElement.outerHTML + [...document.querySelectorAll("input")].map((i) => i.value).join();
    });
    await soon("the browser keeps it", async () => /kept.*|works office/.test(await everywhere()));
    await panel().getByRole("radio", { name: "Not named" }).click();
    await page.getByRole("dialog").getByText("are dropped now").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await panel().getByLabel("Name", { exact: true }).inputValue(), "Rosa Quint of the works office");
    await panel().getByRole("radio", { name: "Not named" }).click();
    await page.getByRole("button", { name: "Drop them" }).click();
    await panel().getByLabel("Called").selectOption("knowing");
    await panel().getByLabel("Why it is not named").selectOption("work");
    await panel().getByRole("button", { name: "Done" }).click();
    await card("Source 1: a person with knowledge of the matter, not named because their work is at risk").waitFor();
    await soon("nothing is left", async () => !/Quint|works office/.test(await everywhere()));
    desk.trouble = null;
    await soon("the working copy says nothing", () => desk.copy && !JSON.stringify(desk.copy).includes("Quint"));
    await page.evaluate(() => dispatchEvent(new Event("online")));
    assert.deepEqual((await saved()).sources[0], { id: 1, kind: "interview", who: { unnamed: { called: "knowing", why: "work" } } });
    assert.doesNotMatch(await everywhere(), /Quint|works office/);
  });

  const proposal = {
    digest: "d1", paragraph: 1, start: 0, end: 38, text: "Works begin on Monday, Coast Wire says", cue: "Coast Wire says",
    chain: [{ kind: "agency", who: { named: { name: "Coast Wire" } }, same_as: null, quotes_next: true }, { kind: "website", who: { named: { name: "Harbour Watch" } }, same_as: null, quotes_next: false }],
  };
  const wire = [paragraph("Intro."), paragraph("Works begin on Monday, Coast Wire says, quoting Harbour Watch.")];

  test("a proposal is added by one click: sources, quoting, passage, a revision, confirmed", async () => {
    await start(wire, undefined, { looks: (m) => ({ may_confirm: true, proposals: m.sources?.length ? [] : [proposal], origins: m.sources?.length ? { at_most: 1, origins: [], rests: [], circles: [], hops: 2, said: 1, sentence: "2 sources, at most one known origin: Harbour Watch" } : null }) });
    const proposed = panel().getByRole("listitem", { name: "Proposed: Coast Wire" });
    await proposed.hover();
    assert.equal(await page.locator(".prose .pointed").textContent(), proposal.text);
    await proposed.getByRole("button", { name: "Add: Coast Wire" }).click();
    await panel().getByText("Two hops · 2 sources, at most one known origin: Harbour Watch").waitFor();
    await panel().getByText("Confirmed. Readers see it").waitFor();
    assert.equal(await page.locator(".prose .pointed").count(), 0);
    const { sources, body } = desk.latest.manuscript;
    assert.deepEqual(sources, [{ id: 1, kind: "agency", who: { named: { name: "Coast Wire" } }, via: [2] }, { id: 2, kind: "website", who: { named: { name: "Harbour Watch" } } }]);
    assert.deepEqual(body.content[1].content, [rests(proposal.text, 1), text(", quoting Harbour Watch.")]);
    assert.deepEqual(desk.confirmations, [{ revision: desk.latest.number, ids: [1, 2], origins: true }]);
    assert.equal(await card(/Source 1: Coast Wire/).getByText("Confirmed", { exact: true }).count(), 1);
  });

  test("who may not confirm adds all the same; who does not want it says so", async () => {
    await start(wire, undefined, { looks: (m) => ({ proposals: m.sources?.length ? [] : [proposal, { ...proposal, digest: "d2", text: "Intro.", cue: "Intro", paragraph: 0 }] }) });
    await panel().getByRole("listitem", { name: /Proposed/ }).nth(1).getByRole("button", { name: /^Not a source/ }).click();
    await panel().getByRole("button", { name: "Undo" }).click();
    assert.equal(await panel().getByRole("listitem", { name: /Proposed/ }).count(), 2);
    await panel().getByRole("listitem", { name: /Proposed/ }).nth(1).getByRole("button", { name: /^Not a source/ }).click();
    assert.deepEqual(desk.refusals, []);
    await panel().getByRole("button", { name: "Add: Coast Wire" }).click();
    await panel().getByText("An editor confirms it before readers see it.").waitFor();
    assert.deepEqual(desk.confirmations, []);
    await page.goto(`${desk.address}/hold`);
    await soon("what was refused is sent when the page is left", () => desk.refusals.length === 1);
    assert.deepEqual(desk.refusals, ["d2"]);
    await page.goto(`${desk.address}/desk/articles/7`);
    assert.equal(await card(/Source 1: Coast Wire/).getByText("Not confirmed: readers do not see it.").count(), 1);
  });

  test("confirming saves first, one or all; a change asks for it anew", async () => {
    await start([paragraph("x")], [named(1, "One"), named(2, "Two")], { looks: () => ({ may_confirm: true }) });
    await card(/One/).getByRole("button", { name: "Confirm: One" }).click();
    await soon("one is confirmed", () => desk.confirmations.length === 1);
    await panel().getByRole("button", { name: "Confirm all 2 and the count" }).click();
    await soon("all are", () => desk.confirmations.length === 2);
    assert.deepEqual(desk.confirmations.map(({ ids, origins }) => [ids, origins]), [[[1], false], [[1, 2], true]]);
    await soon("it is shown", async () => (await panel().getByText("Confirmed", { exact: true }).count()) === 2);
    await card(/One/).getByRole("button", { name: /^Change/ }).click();
    await panel().getByLabel("Name", { exact: true }).fill("Other");
    desk.confirmations = [];
    await panel().getByRole("button", { name: "Done" }).click();
    assert.equal(await card(/Other/).getByText("Not confirmed").count(), 1);
    await soon("the copy is sent", () => desk.copy);
    await page.waitForTimeout(1500);
    desk.elsewhere("Tom Arkwright", desk.latest.manuscript);
    await card(/Other/).getByRole("button", { name: "Confirm: Other" }).click();
    await panel().getByText("Not confirmed: the article could not be saved first.").waitFor();
  });

  test("another number with its reason, and back to the rule", async () => {
    await start([paragraph("x")], [named(1, "One"), named(2, "Two")]);
    await panel().getByRole("button", { name: "Say another number" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Number").fill("many");
    await dialog.getByRole("button", { name: "Set" }).click();
    await dialog.getByText("A whole number belongs here.").waitFor();
    await dialog.getByLabel("Number").fill("1");
    await dialog.getByLabel("Why, as readers are told").fill("One press officer wrote both.");
    await dialog.getByRole("button", { name: "Set" }).click();
    await panel().getByText("Readers are told why: One press officer wrote both.").waitFor();
    assert.deepEqual((await saved()).origins, { at_most: 1, reason: "One press officer wrote both." });
    await panel().getByRole("button", { name: "Change the number" }).click();
    await page.getByRole("button", { name: "Back to the rule’s number" }).click();
    assert.equal((await saved()).origins, undefined);
  });

  test("what a refused save says stands at its control", async () => {
    await start([paragraph("x")], [named(3, "One", { who: { named: { name: "One", link: "nowhere" } } })]);
    desk.refuse = { message: "Some fields are wrong", fields: [{ field: "sources.3.who.named.link", why: "Write the whole address." }] };
    await atEnd(page);
    await page.keyboard.type("!");
    await page.evaluate(() => document.dispatchEvent(new Event("desk:save")));
    await panel().getByLabel("Where it can be read", { exact: true }).and(page.locator("[aria-invalid=true]")).waitFor();
    await panel().getByText("Write the whole address.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "who.named.link");
  });
});
