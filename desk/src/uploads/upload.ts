// Brings a file up in pieces, and goes on where it stopped when the network was away.

import { Offline, Refused, SignedOut, ask } from "../api.js";
import { remember, type Medium } from "../editor/media.js";
import { t } from "../words.js";

const PIECE = 1024 * 1024;
/** Larger files are not hashed here: it would hold them in memory. The server hashes every file. */
const HASHED = 64 * 1024 * 1024;
/** Milliseconds between tries while the network is away. */
const PAUSES = [500, 1000, 2000, 4000, 8000, 10_000];

export interface Progress {
  /** 0 to 1. */
  done: number;
  waiting: boolean;
}

export class UploadRefused extends Error {}

async function hash(file: Blob): Promise<string> {
  // Pages over plain http have no digest.
  if (file.size > HASHED || !globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", stop);
      resolve();
    };
    const stop = () => {
      done();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    signal.addEventListener("abort", stop);
  });
}

/** Resolves with what the newsroom has now; throws `UploadRefused` with the server's reason. */
export async function upload(file: File, article: string, tell: (progress: Progress) => void, signal: AbortSignal): Promise<Medium> {
  let failures = 0;
  let done = 0;
  /** Again and again while there is no network or no session, for as long as the page is open. */
  const persist = async <T>(act: () => Promise<T>): Promise<T> => {
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = await act();
        failures = 0;
        return answer;
      } catch (error) {
        const busy = error instanceof Refused && (error.status === 429 || error.status === 408);
        if (!(error instanceof Offline) && !(error instanceof SignedOut) && !busy) throw error;
        tell({ done, waiting: true });
        await pause(PAUSES[Math.min(failures++, PAUSES.length - 1)]!, signal);
      }
    }
  };
  tell({ done: 0, waiting: false });
  try {
    const sha256 = await hash(file);
    const begun = await persist(() => ask<{ upload: string; offset: number; media?: Medium }>("POST", "/desk/uploads", {
      json: { name: file.name, bytes: file.size, sha256, article: Number(article) || null },
      signal,
    }));
    if (begun.body.media) return remember(begun.body.media);
    const path = `/desk/uploads/${begun.body.upload}`;
    let offset = begun.body.offset;
    for (;;) {
      done = file.size ? offset / file.size : 0;
      tell({ done, waiting: false });
      const piece = file.slice(offset, offset + PIECE);
      let broken = false;
      const answer = await persist(async () => {
        if (broken) {
          // Whether the last piece arrived is not known: the server says where to go on.
          const { body } = await ask<{ offset: number; media?: Medium }>("GET", path, { signal });
          return { status: 409, body };
        }
        try {
          return await ask<{ offset: number; media?: Medium }>("PATCH", path, { bytes: piece, headers: { "Upload-Offset": String(offset) }, signal });
        } catch (error) {
          if (error instanceof Refused && error.status === 409 && typeof error.body.offset === "number") return { status: 409, body: { offset: error.body.offset, media: undefined } };
          broken = error instanceof Offline;
          throw error;
        }
      });
      if (answer.body.media) return remember(answer.body.media);
      if (answer.status === 409 && answer.body.offset === offset && offset >= file.size) throw new UploadRefused(t("The file did not arrive whole"));
      offset = answer.body.offset;
    }
  } catch (error) {
    if (error instanceof Refused) throw new UploadRefused(error.message);
    throw error;
  }
}
