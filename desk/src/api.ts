// Requests to the desk: JSON in and out, the token, and the ways in which a request can fail.

export class Offline extends Error {}
export class SignedOut extends Error {}

/** The server answered, and not with what was asked for. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: { message?: string; fields?: { field: string; why: string }[]; [key: string]: unknown },
  ) {
    super(body.message || `${status}`);
  }
}

export interface Answer<T> {
  status: number;
  body: T;
}

const token = () => document.querySelector<HTMLMetaElement>('meta[name="csrf"]');

interface Options {
  json?: unknown;
  /** JSON that was written already. */
  text?: string;
  bytes?: Blob;
  headers?: Record<string, string>;
  keepalive?: boolean;
  signal?: AbortSignal;
}

/** Asks; throws `Offline` if there was no answer or the server is away, `SignedOut`, or `Refused`. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  const body = options.bytes ?? options.text ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  if (body !== undefined) headers["Content-Type"] ??= options.bytes ? "application/octet-stream" : "application/json";
  if (method !== "GET") headers["X-CSRF"] = token()?.content ?? "";
  let response: Response;
  let text: string;
  try {
    const signal = options.signal ?? (options.bytes ? undefined : AbortSignal.timeout(30_000));
    response = await fetch(path, { method, headers, body, keepalive: options.keepalive ?? false, signal, credentials: "same-origin" });
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Offline(String(error));
  }
  if (response.status === 401) throw new SignedOut();
  if (response.status >= 500) throw new Offline(`${response.status}`);
  let parsed: unknown = null;
  try {
    parsed = text === "" ? {} : JSON.parse(text);
  } catch {
    // A proxy's page, or a sign-in page after a redirect: no answer of the desk's.
    if (response.ok) throw response.redirected ? new SignedOut() : new Offline("no JSON");
    parsed = {};
  }
  if (!response.ok) throw new Refused(response.status, parsed as Refused["body"]);
  return { status: response.status, body: parsed as T };
}

/** Whether the session goes on, as the page itself says: takes the new token from it. */
export async function lookAgain(person: string): Promise<"same" | "other" | "none"> {
  let response: Response;
  try {
    response = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin", signal: AbortSignal.timeout(15_000) });
  } catch {
    return "none";
  }
  if (!response.ok) return "none";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const editor = page.querySelector<HTMLElement>("#editor");
  const fresh = page.querySelector<HTMLMetaElement>('meta[name="csrf"]');
  if (!editor || !fresh) return "none";
  if ((editor.dataset.person ?? "") !== person) return "other";
  const mine = token();
  if (mine) mine.content = fresh.content;
  // Forms that were sent with the page carry the old one.
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="csrf"]')) field.value = fresh.content;
  return "same";
}
