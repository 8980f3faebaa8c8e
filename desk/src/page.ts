// What the page says to the island: who, which article, and the manuscript to begin with.

import type { Tree } from "./editor/convert.js";

export interface Manuscript {
  language: string;
  slug: string;
  headline: string;
  body: Tree;
  [key: string]: unknown;
}

export interface ArticleData {
  manuscript: Manuscript;
  based_on: number | null;
  version: number;
  latest: number | null;
  published: number | null;
  /** The highest number that a source of this article ever had. */
  numbered?: number;
  readonly: boolean;
  zone: string;
  language: string;
  names?: { people?: Record<string, string>; topics?: Record<string, string> };
  words?: Record<string, string>;
}

export interface Page {
  main: HTMLElement;
  article: string;
  person: string;
  data: ArticleData;
  /** The address of the article's requests, without a slash at the end. */
  base: string;
  signIn: string;
}

/** Null on a page without an editor. */
export function readPage(): Page | null {
  const main = document.querySelector<HTMLElement>("#editor");
  const script = document.querySelector("#article");
  if (!main || !script) return null;
  const article = main.dataset.article ?? "";
  const data = JSON.parse(script.textContent ?? "{}") as ArticleData;
  // What is dropped from the text later must not stay behind in the page.
  script.textContent = "";
  return {
    main,
    article,
    person: main.dataset.person ?? "",
    data,
    base: `/desk/articles/${article}`,
    signIn: main.dataset.signIn ?? "/desk/sign-in",
  };
}
