// Which addresses a document may hold: what `crates/document/src/address.rs` keeps, said early so that the writer sees
// it. The server has the last word.

const LONGEST = 8000;

function scheme(address: string): string | null {
  const end = address.search(/[:/?#]/);
  return end > 0 && address[end] === ":" ? address.slice(0, end).toLowerCase() : null;
}

/** The address as it may be stored as a link, or null. */
export function cleanLink(given: string): string | null {
  let address = given.replace(/[\t\r\n\u0000-\u001f\u007f]/g, "").trim();
  if (address === "" || address.length > LONGEST) return null;
  if (/^([/\\]{2}|\\)/.test(address)) address = "https://" + address.replace(/^[/\\]+/, "");
  const found = scheme(address);
  if (found === null) return address;
  if (found === "mailto" || found === "tel") return address.length > found.length + 1 ? address : null;
  if (found !== "http" && found !== "https") return null;
  return /^https?:\/\/[^/]/i.test(address) && URL.canParse(address) ? address : null;
}

/** As `cleanLink`, for what a page loads. */
export function cleanSource(given: string): string | null {
  const address = cleanLink(given);
  if (address === null || address.startsWith("#")) return null;
  const found = scheme(address);
  return found === "mailto" || found === "tel" ? null : address;
}

/** What a writer typed into a field for an address: "example.org/x" means https, "a@b.org" a mailbox. */
export function typedLink(given: string): string | null {
  const text = given.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return cleanLink(`mailto:${text}`);
  if (scheme(text) === null && /^[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]|$)/.test(text)) return cleanLink(`https://${text}`);
  // "the mole" is no address, although a browser would take it for one.
  return scheme(text) !== null || /^([/#?]|\.\.?\/)/.test(text) ? cleanLink(text) : null;
}

/** Whether a text is an http address and nothing else. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && cleanLink(text) !== null;
}
