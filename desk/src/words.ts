// What the island says, in the language of the person who works: English text to translation, from the page.

let words: Record<string, string> = {};

export function speak(given: Record<string, string> | undefined) {
  words = given ?? {};
}

/** The text in the reader's language; `{name}` is filled in. A text without a translation stands as it is. */
export function t(english: string, fill: Record<string, string | number> = {}): string {
  return (words[english] ?? english).replace(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
}

/** Marks a text that is translated where it is shown (`words.json` lists these and those of `t`). */
export const w = (english: string): string => english;

const language = () => document.documentElement.lang || "en";

/** A number as it is written there. */
export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** "2 seconds ago". */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3600) return relative.format(-Math.round(seconds / 60), "minute");
  return relative.format(-Math.round(seconds / 3600), "hour");
}

/** "1.2 MB". */
export function size(bytes: number): string {
  const [value, unit] = bytes < 1e3 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: bytes < 1e6 ? 0 : 1 }).format(value);
}

/** A moment given in UTC microseconds. */
export function moment(micros: number, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };
  try {
    return new Intl.DateTimeFormat(language(), { ...options, timeZone: zone }).format(micros / 1000);
  } catch {
    return new Intl.DateTimeFormat(language(), options).format(micros / 1000);
  }
}

/** Whether a language is written from right to left. */
export function direction(tag: string): "ltr" | "rtl" {
  const [primary, ...rest] = tag.toLowerCase().split("-");
  const script = rest.find((part) => part.length === 4);
  const rtl = script
    ? ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm"].includes(script)
    : ["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].includes(primary ?? "");
  return rtl ? "rtl" : "ltr";
}
