// People at the desk, each with a browser of their own.

import assert from "node:assert/strict";
import { openPage } from "./reader.mjs";

export const PASSWORD = "harbour lamp seven";

/** Makes the first administrator by the link in the server's log. */
export async function setUp(browser, site, name = "Ines Calloway") {
  const desk = await openPage(browser, site);
  await desk.page.goto(site.setupLink);
  await desk.page.getByLabel("Your name").fill(name);
  await desk.page.getByLabel("E-mail address").fill(address(name));
  await desk.page.getByLabel("Password").fill(PASSWORD);
  await desk.page.getByRole("button", { name: "Begin" }).click();
  await desk.page.waitForURL("**/desk/articles**");
  return desk;
}

/** Has an administrator invite somebody, who takes the link that is shown and comes in. */
export async function invite(browser, site, admin, name, role) {
  await admin.page.goto("/desk/accounts/invite");
  await admin.page.getByLabel("Name", { exact: true }).fill(name);
  await admin.page.getByLabel("E-mail address").fill(address(name));
  await admin.page.getByLabel("Role").selectOption(role);
  await admin.page.getByRole("button", { name: "Invite" }).click();
  await admin.page.waitForFunction(() => /\/desk\/invitation\/[0-9a-f]/.test(document.documentElement.innerHTML));
  const link = /\/desk\/invitation\/[0-9a-f]+/.exec(await admin.page.content());
  assert.ok(link, "the link is shown to be handed over");
  const desk = await openPage(browser, site);
  await desk.page.goto(link[0]);
  await desk.page.getByLabel("Password").fill(PASSWORD);
  await desk.page.getByRole("button", { name: "Join" }).click();
  await desk.page.waitForURL("**/desk/articles**");
  return desk;
}

/** Begins an article and waits until its editor stands. */
export async function beginArticle({ page }) {
  await page.goto("/desk/articles");
  await page.getByRole("button", { name: "New article" }).click();
  await page.waitForURL(/\/desk\/articles\/\d+/);
  await text({ page }).waitFor();
  return Number(/\d+$/.exec(new URL(page.url()).pathname)[0]);
}

/** The text of an article that is edited. */
export function text({ page }) {
  return page.locator("#body .ProseMirror");
}

/** Waits until the status line says so: "saved" when the server has what was typed, "offline" when it cannot. */
export async function status({ page }, state) {
  await page.locator(`[data-status] [data-state=${state}]`).waitFor();
}

/** Publishes what is open, past whatever the checklist warns of. */
export async function publish({ page }) {
  await page.getByText("Publish…", { exact: true }).click();
  await sends(page, "/publication", () => page.getByRole("button", { name: /^Publish (the change )?now$/ }).click());
  await page.waitForLoadState();
}

/** Does something that sends a form, and waits until the server has answered it: until then nothing is done. */
export async function sends(page, path, does) {
  const answered = page.waitForResponse(
    (answer) => new URL(answer.url()).pathname.endsWith(path) && answer.request().method() === "POST",
  );
  await does();
  return answered;
}

function address(name) {
  return `${name.split(" ")[0].toLowerCase()}@courier.example`;
}
