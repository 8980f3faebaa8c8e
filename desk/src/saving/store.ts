// What this browser keeps until the server has it: IndexedDB, a record for each window that an article is open in.
//
// A window holds a lock with its record's name while it lives, so that what a window left behind can be told from what
// another window is still writing. Without locks (a page over plain http) a record that was written a moment ago is taken
// for a living one.

import type { Manuscript } from "../page.js";

export interface Kept {
  key: string;
  person: string;
  article: string;
  based_on: number | null;
  version: number;
  /** The manuscript as JSON. */
  manuscript: string;
  /** What was sent and not answered yet, as JSON: the server may have it or not. */
  sent: string | null;
  /** Milliseconds. */
  at: number;
  /** Put aside by a decision of the writer; never sent by itself. */
  aside?: boolean;
}

const STORE = "kept";
let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("dateline-desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("article", ["person", "article"]);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    request.onblocked = () => reject(new Error("IndexedDB is blocked"));
  });
  opened.catch(() => (opened = null));
  return opened;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error ?? new Error("IndexedDB"));
  });
}

export function keep(record: Kept): Promise<unknown> {
  return run("readwrite", (store) => store.put(record));
}

export function forget(key: string): Promise<unknown> {
  return run("readwrite", (store) => store.delete(key));
}

/** Changes every text that is kept of an article, those that were put aside and those that wait for an answer too. */
export async function cleanKept(person: string, article: string, clean: (manuscript: Manuscript) => Manuscript): Promise<void> {
  const all = await run<Kept[]>("readonly", (store) => store.index("article").getAll([person, article]));
  for (const record of all) {
    const manuscript = JSON.stringify(clean(read(record)));
    const sent = record.sent === null ? null : JSON.stringify(clean(JSON.parse(record.sent) as Manuscript));
    if (manuscript !== record.manuscript || sent !== record.sent) await keep({ ...record, manuscript, sent });
  }
}

/** How long a record without a lock may be taken for a living window's, in milliseconds. */
const FRESH = 15_000;

/** What windows that are gone left of this article, newest first. */
export async function leftBehind(person: string, article: string, own: string): Promise<Kept[]> {
  const all = await run<Kept[]>("readonly", (store) => store.index("article").getAll([person, article]));
  const held = new Set<string>();
  if (navigator.locks) for (const lock of (await navigator.locks.query()).held ?? []) if (lock.name) held.add(lock.name);
  const found: Kept[] = [];
  for (const record of all) {
    if (record.key === own) continue;
    const alive = navigator.locks ? held.has(record.key) : Date.now() - record.at < FRESH;
    if (!alive) found.push(record);
  }
  return found.sort((a, b) => b.at - a.at);
}

/** Says that this window lives, until it does not. */
export function live(key: string) {
  void navigator.locks?.request(key, () => new Promise<void>(() => {})).catch(() => {});
}

export function read(record: Kept): Manuscript {
  return JSON.parse(record.manuscript) as Manuscript;
}
