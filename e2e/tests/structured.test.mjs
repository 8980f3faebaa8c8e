// What machines read of an article: schema.org's JSON-LD, held against what search engines want and what we promise.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { startSite } from "../lib/site.mjs";

const require = createRequire(import.meta.url);
const { structuredDataTest } = require("structured-data-testing-tool");
const { Google } = require("structured-data-testing-tool/presets");

const walrus = "/2026/11/a-walrus-on-the-bar/";
const light = "/2026/11/the-north-mole-light-will-turn-green/";
const railway = "/2026/11/who-says-that-the-quay-railway-will-run/";
const plain = "/2026/11/old-basin-to-close-for-five-weeks/";

// Where the site says that it is: the port that a test serves on is nobody's address.
const home = "https://courier.example";

// What the preset asks for and a paper need not have: a picture with every article, and a logo.
const WISHES = /\.(image|publisher\.logo)/;

/** The tool knows no `@graph`: each node in a script of its own says the same. */
function apart(html) {
  return html.replace(/<script type="application\/ld\+json">(.*?)<\/script>/s, (_, text) => {
    const { "@context": context, "@graph": nodes } = JSON.parse(text);
    const one = (node) => JSON.stringify({ "@context": context, ...node }).replaceAll("<", "\\u003c");
    return nodes.map((node) => `<script type="application/ld+json">${one(node)}</script>`).join("");
  });
}

/** Holds a page against presets and tests: what failed, and the article's node. */
async function read(html, tests) {
  const asked = structuredDataTest(apart(html), { presets: [Google], schemas: ["jsonld:NewsArticle"], tests });
  const result = await asked.catch((error) => {
    if (error.type !== "VALIDATION_FAILED") throw error;
    return error.res;
  });
  const failed = result.failed.map(({ test, error }) => `${test}: ${error?.message ?? error}`);
  return { failed: failed.filter((line) => !WISHES.test(line)), article: result.structuredData.jsonld.NewsArticle[0] };
}

/** Every node of a tree that has a type. */
function nodes(value) {
  if (value === null || typeof value !== "object") return [];
  const inner = Object.values(value).flatMap(nodes);
  return value["@type"] ? [value, ...inner] : inner;
}

describe("what machines read of an article", () => {
  let site;
  const page = async (path) => (await fetch(site.address + path)).text();
  before(async () => {
    site = await startSite({ settings: ["--public-url", home] });
  });
  after(() => site?.stop());

  for (const path of [plain, walrus, light, railway]) {
    test(`${path} has what search engines want, in properties that schema.org knows`, async () => {
      const address = home + path;
      const policy = (name) => home + name;
      const { failed, article } = await read(await page(path), [
        { test: "NewsArticle[0].url", expect: address, type: "jsonld" },
        { test: 'NewsArticle[0].sdPublisher."@id"', expect: `${home}/#publisher`, type: "jsonld" },
        { test: "NewsArticle[0].publisher.publishingPrinciples", expect: policy("/how-we-work/"), type: "jsonld" },
        { test: "NewsArticle[0].publisher.correctionsPolicy", expect: policy("/how-we-work/corrections/"), type: "jsonld" },
        { test: "NewsArticle[0].publisher.unnamedSourcesPolicy", expect: policy("/how-we-work/sources-without-a-name/"), type: "jsonld" },
        { test: "NewsArticle[0].publisher.masthead", expect: policy("/about/"), type: "jsonld" },
      ]);
      assert.deepEqual(failed, []);
      assert.ok(article.dateModified >= article.datePublished);
      // Every address is whole, and leads where it says on this site.
      for (const node of nodes(article)) {
        if (node.url) assert.match(node.url, /^https?:\/\//);
        if (node["@id"]) assert.ok(node["@id"].startsWith(home));
      }
    });
  }

  test("each source is cited, and names by its address whom it quotes", async () => {
    const html = await page(light);
    const { citation } = (await read(html, [])).article;
    assert.deepEqual(
      citation.map((one) => one["@type"]),
      Array(5).fill("NewsArticle"),
    );
    const cited = nodes(citation).flatMap((node) => node["@id"] ?? []);
    for (const id of cited) assert.ok(html.includes(`id="${new URL(id).hash.slice(1)}"`), id);
    assert.deepEqual(
      citation.map((one) => one.citation?.map((quoted) => quoted.name)),
      [["Coast Wire"], ["Coast Wire"], ["Coast Wire"], undefined, ["Coast Wire"]],
    );
  });

  test("a circle ends, and who is not named has no name", async () => {
    const { citation } = (await read(await page(railway), [])).article;
    assert.equal(citation[0].citation[0]["@id"], citation[1]["@id"]);
    assert.equal(citation[1].citation[0]["@id"], citation[0]["@id"]);
    const unnamed = citation[3];
    assert.deepEqual(Object.keys(unnamed).sort(), ["@id", "@type", "description"]);
  });

  test("without sources nothing is cited", async () => {
    assert.equal((await read(await page(plain), [])).article.citation, undefined);
  });
});
