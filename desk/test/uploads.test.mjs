// Pictures and files on their way into a text.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { atEnd, open, openBrowser, soon } from "./lib/browser.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

describe("uploads", () => {
  let browser, desk, page;
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
  beforeEach(async () => {
    desk = await new Desk({ text: manuscript(paragraph("Above"), paragraph("Below")) }).start();
    page = await open(browser, desk);
    await atEnd(page);
  });
  afterEach(async () => {
    const complaints = page.complaints;
    await page.context().close();
    await desk.stop().catch(() => {});
    assert.deepEqual(complaints, []);
  });

  /** Pastes or drops files made of bytes. */
  const give = (how, files) => page.evaluate(({ how, files }) => {
    const data = new DataTransfer();
    for (const { name, type, size, seed } of files) {
      const bytes = new Uint8Array(size).map((_, i) => (i * 31 + seed) % 251);
      data.items.add(new File([bytes], name, { type }));
    }
    const prose = document.querySelector(".prose");
    if (how === "paste") prose.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    else {
      const at = prose.querySelector("p").getBoundingClientRect();
      prose.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, clientX: at.left + 5, clientY: at.top + 5 }));
    }
  }, { how, files });
  const picture = { name: "barge.png", type: "image/png", size: 5000, seed: 1 };
  const body = () => desk.copy?.manuscript.body.content ?? [];

  test("a picture that is dropped stands where it was dropped", async () => {
    await give("drop", [picture]);
    await soon("it is saved", () => body().some((n) => n.type === "figure"));
    assert.deepEqual(body().map((n) => n.type), ["paragraph", "figure", "paragraph"]);
    assert.equal(desk.media.size, 1);
  });

  test("what the newsroom has is not sent again", async () => {
    await give("paste", [picture]);
    await soon("it is there", () => desk.media.size === 1);
    const patches = desk.log.filter((l) => l.startsWith("PATCH")).length;
    await give("paste", [picture]);
    await soon("both are there", async () => (await page.locator(".part-figure").count()) === 2);
    assert.equal(desk.log.filter((l) => l.startsWith("PATCH")).length, patches);
    assert.equal(desk.media.size, 1);
  });

  test("a file goes on where it stopped when the network breaks, and arrives whole", async () => {
    let pieces = 0;
    desk.trouble = (method, path) => (method === "PATCH" && path.startsWith("/desk/uploads/") ? [null, "drop", null, "lose", 500][pieces++] ?? null : null);
    await give("paste", [{ name: "minutes.pdf", type: "application/pdf", size: 3_500_000, seed: 7 }]);
    await soon("it waits and says so", async () => (await page.getByText("Waiting for the network").count()) > 0);
    await page.keyboard.type(" and one types on");
    await soon("it is there", async () => (await page.locator(".part-file").count()) === 1, 15_000);
    const { bytes } = [...desk.media.values()][0];
    assert.equal(bytes.length, 3_500_000);
    assert.ok(bytes.every((b, i) => b === (i * 31 + 7) % 251));
    await soon("all is saved", () => JSON.stringify(body()).includes("one types on") && body().some((n) => n.type === "file"));
  });

  test("pictures within pasted HTML come in as files, and the text with them", async () => {
    await page.evaluate((b64) => {
      const data = new DataTransfer();
      data.setData("text/html", `<p>Before</p><p><img src="data:image/png;base64,${b64}"></p><p>After <img src="data:image/png;base64,AAAA"></p>`);
      document.querySelector(".prose").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, randomBytes(900).toString("base64"));
    await soon("it is there", () => body().some((n) => n.type === "figure"));
    assert.equal(desk.media.size, 1);
    assert.match(JSON.stringify(body()), /Before.*After/);
    assert.ok(!JSON.stringify(body()).includes("data:"));
  });

  test("a refused file says why, and nothing else is lost", async () => {
    await give("paste", [{ name: "virus.exe", type: "application/x-msdownload", size: 10, seed: 3 }, picture]);
    await page.getByText("Not taken: Programs are not taken").waitFor();
    await soon("the other is there", () => body().some((n) => n.type === "figure"));
    assert.ok(body().every((n) => ["paragraph", "figure"].includes(n.type)));
    await page.locator(".upload.is-refused").getByRole("button", { name: "Close" }).click();
    assert.equal(await page.locator(".upload").count(), 0);
  });

  test("the picker: uploads, finds, and makes a gallery", async () => {
    for (const name of ["lock.jpg", "quay.jpg", "mole.jpg"]) desk.addMedium(name, "image/jpeg", randomBytes(10));
    await page.keyboard.press("Enter");
    await page.keyboard.type("/gallery");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Choose pictures" });
    await dialog.getByRole("option").nth(2).waitFor();
    const chooser = page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: "Upload …" }).click();
    await (await chooser).setFiles([{ name: "new.png", mimeType: "image/png", buffer: randomBytes(2000) }]);
    await soon("it is chosen", async () => (await dialog.getByRole("option", { selected: true }).count()) === 1);
    await dialog.getByRole("searchbox").fill("quay");
    await soon("it is found", async () => (await dialog.getByRole("option").count()) === 1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await dialog.getByRole("button", { name: "Insert" }).click();
    await soon("the gallery is saved", () => body().some((n) => n.type === "gallery"));
    const gallery = body().find((n) => n.type === "gallery");
    assert.deepEqual(gallery.content.map((f) => desk.media.get(f.attrs.media).medium.name).sort(), ["new.png", "quay.jpg"]);
  });

  test("closing the window while something is on its way is asked about", async () => {
    desk.trouble = (method) => (method === "PATCH" ? "drop" : null);
    await give("paste", [picture]);
    await soon("it waits", async () => (await page.getByText("Waiting for the network").count()) > 0);
    let asked = false;
    page.on("dialog", (dialog) => {
      asked = dialog.type() === "beforeunload";
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await soon("it was asked", () => asked);
  });
});
