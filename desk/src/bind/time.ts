// `datetime-local` in the newsroom's zone, and UTC microseconds.

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

function parts(milliseconds: number, zone: string): Parts {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  const found = Object.fromEntries(format.formatToParts(milliseconds).map((p) => [p.type, Number(p.value)]));
  return found as unknown as Parts;
}

const asUtc = (p: Parts) => Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);

/** "2026-11-24T14:05" as a clock in the zone shows it. */
export function toLocal(micros: number, zone: string): string {
  const p = parts(Math.floor(micros / 1000), zone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(p.year).padStart(4, "0")}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}`;
}

/** The moment at which a clock in the zone shows that time; null if it is none. A time that the clock skips is the one after it. */
export function fromLocal(text: string, zone: string): number | null {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (!m) return null;
  const [year, month, day, hour, minute, second] = m.slice(1).map((v) => Number(v ?? 0)) as [number, number, number, number, number, number];
  const wanted = asUtc({ year, month, day, hour, minute, second });
  // Twice: the first guess may lie on the other side of a change of the clocks.
  let at = wanted;
  for (let i = 0; i < 2; i++) at += wanted - asUtc(parts(at, zone));
  return Number.isFinite(at) ? at * 1000 : null;
}
