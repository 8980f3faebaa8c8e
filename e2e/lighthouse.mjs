// What Lighthouse says of front, section and article of the demo, as on a phone with a slow line: npm run lighthouse.
// It takes half a minute a page and the whole machine, so it is no part of the suite. Ends with 1 if a page is below the mark.

import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";
import { startSite } from "./lib/site.mjs";

const paths = ["/", "/category/harbour/", "/2026/11/old-basin-to-close-for-five-weeks/", "/2026/10/novices-wanted/"];
// Machines differ in speed; in everything else there is no excuse.
const marks = { performance: 0.95, accessibility: 1, "best-practices": 1, seo: 1 };

// Lighthouse takes a page that search engines may not know for a fault, and a site must know its own address.
const site = process.argv[2] ? { address: process.argv[2], stop() {} } : await startSite();
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
let good = true;
for (const path of paths) {
  const { lhr } = await lighthouse(site.address + path, { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(marks) });
  const scores = Object.entries(marks).map(([name, mark]) => {
    const { score, auditRefs } = lhr.categories[name];
    if (!(score >= mark)) good = false;
    const lost = auditRefs.filter(({ id, weight }) => weight && (lhr.audits[id].score ?? 1) < 1).map(({ id }) => id);
    return `${name} ${Math.round(score * 100)}${lost.length ? ` (${lost.join(", ")})` : ""}`;
  });
  const times = ["first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift", "total-byte-weight"];
  console.log(`${path}\n  ${scores.join("; ")}\n  ${times.map((id) => `${id}: ${lhr.audits[id].displayValue}`).join("; ")}`);
}
chrome.kill();
await site.stop();
process.exitCode = good ? 0 : 1;
