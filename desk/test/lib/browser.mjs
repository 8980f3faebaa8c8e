// A browser with the island's page open.

import { chromium } from "playwright-core";

export async function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

/** Opens the article; whatever the page's policy or a script complains of fails the test at its end. */
export async function open(browser, desk, { context, ...options } = {}) {
  const where = context ?? (await browser.newContext({ locale: "en-GB", ...options }));
  const page = await where.newPage();
  page.setDefaultTimeout(6000);
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text())) page.complaints.push(message.text());
  });
  await page.goto(`${desk.address}/desk/articles/7`);
  await page.waitForSelector(".prose");
  return page;
}

/** Waits until it holds, asking again and again. */
export async function soon(what, holds, milliseconds = 8000) {
  const until = Date.now() + milliseconds;
  let last;
  for (;;) {
    try {
      last = await holds();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) throw new Error(`it never came about that ${what} (${last})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The plain text of a manuscript's body. */
export function text(manuscript) {
  const walk = (node) => (node.text ?? "") + (node.content ?? []).map(walk).join(["doc"].includes(node.type) ? "\n" : "");
  return walk(manuscript.body);
}

/** Puts the cursor at the end of the text. */
export async function atEnd(page) {
  await page.locator(".prose").focus();
  // ProseMirror puts its selection back a moment after it gets the focus.
  await page.waitForTimeout(60);
  await page.keyboard.press("Control+End");
  await page.waitForTimeout(25);
}
