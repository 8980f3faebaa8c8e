// A reader with a browser: Debian's Chromium. Whatever the page complains of, or asks of another host, is kept.

import { chromium } from "playwright-core";

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium's own sandbox cannot be made by root, which is who runs tests in a container.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

export async function openPage(browser, site, options = {}) {
  const context = await browser.newContext({ baseURL: site.address, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.address)) complaints.push(`asks for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      complaints.push(`${response.status()} for ${response.url()}`);
    }
  });
  return { page, complaints, close: () => context.close() };
}
