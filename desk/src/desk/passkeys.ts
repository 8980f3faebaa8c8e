// Passkeys: between the buttons of a page, the browser's own dialogue, and the site. A form that has `data-passkey` ("create" or "get")
// says in `data-begin` and `data-finish` where to ask and where to answer; it is shown where the browser knows passkeys.

type Json = { [name: string]: unknown };
type Asked = { ceremony: string; options: Json };

/** Bytes from base64url (RFC 4648, 5). */
function bytes(text: unknown): ArrayBuffer {
  const plain = String(text).replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (c) => c.charCodeAt(0)).buffer;
}

/** Base64url of bytes. */
function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const named = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list as Json[] | undefined) ?? []).map((one) => ({ ...one, type: "public-key", id: bytes(one.id) }));

async function create(options: Json): Promise<Json> {
  const user = options.user as Json;
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: named(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (!made) throw new DOMException("", "NotAllowedError");
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: { attestationObject: text(response.attestationObject), clientDataJSON: text(response.clientDataJSON) },
  };
}

async function get(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (!given) throw new DOMException("", "NotAllowedError");
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    id: given.id,
    rawId: text(given.rawId),
    type: given.type,
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}

/** What the site refuses, in its words. */
class Refused extends Error {}

async function post(path: string, body: Json): Promise<Json> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "X-CSRF": token },
    body: JSON.stringify(body),
  });
  const said = (await response.json().catch(() => ({}))) as Json;
  if (!response.ok) throw new Refused(typeof said.message === "string" ? said.message : "");
  return said;
}

/** Why it did not succeed, in the words that the form brings (`data-say-…`). */
function why(error: unknown, say: DOMStringMap): string {
  if (error instanceof Refused && error.message) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return say.sayKnown ?? "";
  if (name === "NotAllowedError" || name === "AbortError") return say.sayStopped ?? "";
  return say.sayFailed ?? "";
}

function bind(form: HTMLFormElement): void {
  const out = form.querySelector<HTMLElement>("[role=alert]");
  const button = form.querySelector<HTMLButtonElement>("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!button || button.disabled) return;
    button.disabled = true;
    if (out) out.textContent = "";
    try {
      const { begin = "", finish = "", passkey, to = "" } = form.dataset;
      const asked = (await post(begin, {})) as unknown as Asked;
      const credential = passkey === "create" ? await create(asked.options) : await get(asked.options);
      const name = new FormData(form).get("name");
      const done = await post(finish, { ceremony: asked.ceremony, credential, to, name: typeof name === "string" ? name : "" });
      location.assign(String(done.to));
    } catch (error) {
      if (out) out.textContent = why(error, form.dataset);
      button.disabled = false;
      button.focus();
    }
  });
  form.hidden = false;
}

/** Shows and binds every form for passkeys on the page. */
export function passkeys(): void {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(bind);
  document.querySelectorAll<HTMLElement>("[data-no-passkeys]").forEach((one) => (one.hidden = true));
}
