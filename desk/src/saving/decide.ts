// What the writer decides between two texts, and what a browser kept from another day.

import { announce } from "../dom.js";
import { ask } from "../ui/dialog.js";
import type { Island } from "../mount.js";
import { same } from "../manuscript.js";
import type { Manuscript } from "../page.js";
import { moment, t } from "../words.js";
import { sideBySide } from "./conflict.js";
import type { Other } from "./saver.js";
import { forget, keep, leftBehind, read, type Kept } from "./store.js";

/** Keeps a text in this browser beside the one that is sent. */
async function putAside(island: Island, manuscript: Manuscript) {
  const { page, saver } = island;
  const record: Kept = {
    key: `${page.person}/${page.article}/aside-${Date.now()}`,
    person: page.person,
    article: page.article,
    based_on: saver.based_on,
    version: saver.version,
    manuscript: JSON.stringify(manuscript),
    sent: null,
    at: Date.now(),
    aside: true,
  };
  await keep(record).catch(() => {});
  await offerAside(island, [record]);
}

/** Shows both texts, and stays on the page as a notice until it is decided. */
export function conflictDialog(island: Island, other: Other) {
  const { saver, notices, page } = island;
  const zone = page.data.zone;
  const when = moment(other.at, zone);
  const revision = other.kind === "revision";
  const text = revision
    ? t("{by} saved version {n} while you wrote. Nothing was overwritten: please look at both texts.", { by: other.by ?? "", n: other.newest ?? "" })
    : t("This article was changed from another window of yours. Nothing was overwritten: please look at both texts.");
  const settled = () => notices.clear("conflict");
  notices.clear("newer");
  const open = () => {
    const mine = island.manuscript();
    sideBySide(mine, other.manuscript, {
      title: revision ? t("Two versions of this article") : t("Two windows, two texts"),
      explain: text,
      mine: t("This window"),
      theirs: revision ? t("{by}, {when}", { by: other.by ?? "", when }) : t("The other window, {when}", { when }),
    }, [
      {
        label: revision ? t("Put mine on top of theirs") : t("Keep this window’s"),
        primary: true,
        act: (mixed) => {
          settled();
          if (!same(mixed, mine)) island.load(mixed);
          void saver.settleMine(other).then(() => (revision ? saver.saveRevision() : null));
        },
      },
      {
        label: revision ? t("Take theirs, keep mine in this browser") : t("Take the other, keep this one in this browser"),
        act: () => {
          settled();
          void putAside(island, mine).then(() => {
            island.load(other.manuscript);
            return saver.settleTheirs(other);
          });
        },
      },
      ...(revision ? [{ label: t("Go on with mine as working copy"), act: (mixed: Manuscript) => { settled(); if (!same(mixed, mine)) island.load(mixed); void saver.settleMine(other); } }] : []),
    ]);
  };
  notices.show("conflict", text, [{ label: t("Look at both texts"), primary: true, act: open }], "bad");
  open();
}

/** A working copy from another day is said, and can be thrown away. */
export function sayWorkingCopy(island: Island) {
  const { saver, notices, page } = island;
  const { version, based_on, latest } = page.data;
  if (version === 0) return;
  const behind = latest !== null && based_on !== null && latest > based_on;
  const text = behind
    ? t("These are changes of yours that are in no version yet. Version {n} was saved by somebody since: saving will show you both texts.", { n: latest })
    : t("These are changes of yours that are in no version yet.");
  const discard = async () => {
    const sure = await ask(t("Throw your changes away?"), [], t("Throw them away"));
    if (!sure) return;
    if (await saver.discard()) location.reload();
    else notices.show("copy", t("They could not be thrown away now; nothing was changed."), [], "warn");
  };
  notices.show("copy", text, [
    { label: t("Go on"), act: () => notices.clear("copy") },
    { label: t("Throw them away"), act: () => void discard() },
  ], behind ? "warn" : "plain");
}

/** What windows that are gone left in this browser: taken up if it goes on from what the server has, shown if not. */
export async function bringBack(island: Island, own: string) {
  const { page, saver } = island;
  let left: Kept[];
  try {
    left = await leftBehind(page.person, page.article, own);
  } catch {
    return;
  }
  const aside: Kept[] = [];
  for (const record of left) {
    const text = read(record);
    if (same(text, island.manuscript())) {
      await forget(record.key);
      continue;
    }
    const goesOn = !record.aside && !saver.dirty && (
      (record.based_on === saver.based_on && record.version === saver.version) ||
      (record.sent !== null && same(JSON.parse(record.sent) as Manuscript, page.data.manuscript))
    );
    if (!goesOn) {
      aside.push(record);
      continue;
    }
    island.load(text);
    island.changed();
    // The old record goes when the text stands in a new one, or on the server.
    if (await saver.keepNow()) await forget(record.key);
    announce(t("What this browser had kept was brought back"));
    island.notices.show("brought-back", t("What this browser had kept since {when} was brought back.", { when: moment(record.at * 1000, page.data.zone) }),
      [{ label: t("Good"), act: () => island.notices.clear("brought-back") }]);
  }
  await offerAside(island, aside);
}

async function offerAside(island: Island, records: Kept[]) {
  for (const record of records) {
    const name = `kept-${record.key}`;
    const when = moment(record.at * 1000, island.page.data.zone);
    const drop = () => void forget(record.key).then(() => island.notices.clear(name));
    const look = () => {
      const kept = read(record);
      sideBySide(island.manuscript(), kept, {
        title: t("A text that this browser kept"),
        explain: t("It was written here on {when} and is not what the newsroom has now.", { when }),
        mine: t("In the editor now"),
        theirs: t("Kept in this browser, {when}", { when }),
      }, [
        {
          label: t("Take the kept text"),
          act: () => {
            const now = island.manuscript();
            island.load(kept);
            island.changed();
            void island.saver.keepNow().then((done) => {
              if (done) drop();
              if (island.saver.version > 0 || island.saver.dirty) void putAside(island, now);
            });
          },
        },
        { label: t("Throw the kept text away"), act: drop },
      ]);
    };
    island.notices.show(name, t("A text of yours from {when} is kept in this browser.", { when }), [{ label: t("Look at both texts"), primary: true, act: look }], "warn");
  }
}
