// Typing in an article of 10,000 words: no frame is held up for longer than 50 ms. What is measured is printed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, soon } from "./lib/browser.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

const words = "the harbour board approved dredging of inner basin before survey was finished according to licence file which courier has seen and publishes here".split(" ");
const sentence = (seed, length) => Array.from({ length }, (_, i) => words[(seed * 7 + i * 3 + ((seed * i) % 5)) % words.length]).join(" ");
const text = (value, ...marks) => ({ type: "text", ...(marks.length ? { marks } : {}), text: value });

/** 10,000 words in 125 paragraphs, with what an article has between them. */
function long() {
  const blocks = [];
  for (let i = 0; i < 125; i++) {
    if (i % 12 === 0) blocks.push({ type: "heading", attrs: { level: 2 }, content: [text(sentence(i, 4))] });
    if (i % 25 === 10) blocks.push({ type: "figure", attrs: { media: 100, alt: "x" }, content: [text(sentence(i, 8))] });
    if (i % 40 === 20) blocks.push({ type: "blockquote", attrs: { attribution: "The board" }, content: [paragraph(sentence(i, 20))] });
    const p = { type: "paragraph", content: [text(`${sentence(i, 40)} `), text(sentence(i + 1, 3), { type: "link", attrs: { href: "https://a.example/" } }), text(` ${sentence(i + 2, 36)}.`)] };
    if (i % 15 === 3) p.content.push({ type: "footnoteReference", attrs: { id: `n${i}` } });
    blocks.push(p);
  }
  blocks.push({ type: "footnotes", content: [3, 18, 33, 48, 63, 78, 93, 108, 123].map((i) => ({ type: "footnote", attrs: { id: `n${i}` }, content: [paragraph(sentence(i, 12))] })) });
  return manuscript(...blocks);
}

let browser, desk;
before(async () => {
  browser = await openBrowser();
  desk = new Desk({ text: long() });
  desk.addMedium("barge.jpg", "image/jpeg", Buffer.from("a"));
  await desk.start();
});
after(async () => {
  await browser.close();
  await desk.stop();
});

test("typing in 10,000 words", async (t) => {
  // A machine that does other things meanwhile may hold up a frame: what the editor does is the same each time.
  for (let turn = 1; ; turn++) {
    const tasks = await typeAndMeasure(t);
    if (tasks.length === 0) return;
    if (turn === 3) assert.fail(`tasks over 50 ms: ${tasks}`);
  }
});

async function typeAndMeasure(t) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.measured = { long: [], events: [], frames: [] };
    new PerformanceObserver((list) => measured.long.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) if (e.name === "keydown" || e.name === "input") measured.events.push({ total: e.duration, work: e.processingEnd - e.processingStart });
    }).observe({ type: "event", durationThreshold: 16 });
  });
  await page.goto(`${desk.address}/desk/articles/7`);
  await page.waitForSelector(".prose");
  await soon("it is counted", async () => /10,\d\d\d words/.test(await page.locator("[data-count]").textContent()));
  // In the middle of the text, with everything saved meanwhile.
  await page.locator(".prose > p").nth(60).click();
  await page.keyboard.press("End");
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    measured.long.length = measured.events.length = 0;
    let last = performance.now();
    const frame = (now) => {
      measured.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const typed = ` ${sentence(9, 55)}`;
  await page.keyboard.type(typed, { delay: 25 });
  await page.keyboard.press("Enter");
  await page.keyboard.type("## A crosshead", { delay: 25 });
  await page.waitForTimeout(2500);
  const { long: tasks, events, frames } = await page.evaluate(() => measured);
  await soon("all of it is saved", () => JSON.stringify(desk.copy?.manuscript ?? "").includes("A crosshead"));
  const work = events.map((e) => e.work).sort((a, b) => a - b);
  const p = (list, share) => list[Math.min(list.length - 1, Math.floor(list.length * share))]?.toFixed(1) ?? "under 16";
  const sorted = frames.slice(2).sort((a, b) => a - b);
  t.diagnostic(`${typed.length + 15} keys; tasks over 50 ms: ${tasks.length} ${tasks.map((d) => d.toFixed(0))}; frames: median ${p(sorted, 0.5)}, p99 ${p(sorted, 0.99)}, longest ${p(sorted, 1)} ms`);
  t.diagnostic(`key events over 16 ms: ${events.length}, longest to the next paint ${Math.max(0, ...events.map((e) => e.total))} ms, most work ${p(work, 1)} ms`);
  await context.close();
  return tasks;
}
