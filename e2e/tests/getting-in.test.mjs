// Getting into the desk with what a browser knows of passkeys, and with an app for codes. The device is Chromium's own virtual one.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { setUp, PASSWORD } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

/** A device that keeps passkeys and is unlocked whenever it is asked. */
async function plugIn(page) {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options });
  return { unlocked: (isUserVerified) => device.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }) };
}

/** The code of an app for a secret in base 32 (RFC 6238), of a step so many away from now. */
function code(secret, away = 0) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

describe("getting in", () => {
  let site, browser;
  before(async () => {
    [site, browser] = await Promise.all([startSite({ demo: false }), openBrowser()]);
    // A passkey belongs to a name: the same port, by the name that browsers take for this machine.
    const address = `http://localhost:${new URL(site.address).port}`;
    await site.kill();
    await site.revive("--public-url", address);
    site.address = address;
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("with a passkey alone, with one after the password, with a code and with a recovery code", async () => {
    const { page, complaints, close } = await setUp(browser, site);
    const device = await plugIn(page);
    const signOut = async () => {
      await page.goto("/desk/account");
      await page.locator(".own summary").click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/desk/sign-in");
    };
    const password = async () => {
      await page.getByLabel("E-mail address").fill("ines@courier.example");
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.waitForURL("**/desk/second-step**");
    };

    await page.goto("/desk/account/passkeys");
    const add = page.getByRole("button", { name: "Add a passkey" });
    await page.getByLabel("What to call it").fill("The laptop");
    await add.click();
    await page.getByText("The passkey is kept.").waitFor();
    assert.ok(await page.getByText("The laptop").isVisible());
    // The browser knows it by what the site says it has already.
    await add.click();
    await page.getByRole("alert").getByText("This device has a passkey for you already.").waitFor();

    await signOut();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL((url) => url.pathname !== "/desk/sign-in");
    assert.equal((await page.goto("/desk/account")).url(), `${site.address}/desk/account`);

    await signOut();
    await password();
    await device.unlocked(false);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("alert").getByText("it was stopped, or took too long").waitFor();
    await device.unlocked(true);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/desk/second-step"));

    await page.goto("/desk/account/codes");
    await page.getByRole("button", { name: "Set up an app for codes" }).click();
    assert.ok(await page.getByRole("img", { name: "The picture for the app" }).isVisible());
    const secret = (await page.locator(".once code").textContent()).replace(/ /g, "");
    await page.getByLabel("The code that the app shows now").fill(code(secret));
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
    const recovery = await page.locator(".recovery code").allTextContents();
    assert.equal(recovery.length, 10);

    await signOut();
    await password();
    await page.getByLabel("Code").fill(code(secret, 1));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/desk/second-step"));

    await signOut();
    await password();
    await page.getByLabel("Code").fill(recovery[0].toUpperCase());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/desk/second-step"));
    await page.goto("/desk/account");
    assert.ok(await page.getByText("9 recovery codes left").isVisible());
    assert.deepEqual(complaints, []);
    await close();
  });

  test("without a script, or in a browser that knows no passkeys, nothing is offered that would not work", async () => {
    const { page, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto("/desk/sign-in");
    assert.ok(await page.getByRole("button", { name: "Sign in", exact: true }).isVisible());
    assert.ok(!(await page.getByText("Sign in with a passkey").isVisible()));
    await close();
  });
});
