// The real binary with the demo newsroom: imported once a test file, served on a free port, gone at the end.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./postgres.mjs";

const root = new URL("../../", import.meta.url).pathname;
const binary = process.env.DATELINE_BIN ?? join(root, "target/debug/dateline");

// Settings of the machine that this runs on are none of the test's.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DATELINE_")));

/** Starts it: on "sqlite" or "postgres", with further settings as the command line's arguments. */
export async function startSite({ engine = "sqlite", settings = [] } = {}) {
  const postgres = engine === "postgres" ? startPostgres() : null;
  const store = postgres ? ["--database-url", postgres.url] : [];
  const folder = mkdtempSync(join(tmpdir(), "dateline-e2e-"));
  const data = join(folder, "data");
  const demo = ["demo/port-merrow.xml", "--uploads", "demo/uploads", "--zone", "Europe/Lisbon"];
  execFileSync(binary, ["import", "wordpress", ...demo, "--data", data, ...store], { cwd: root, env, stdio: "pipe" });
  let server = serve(folder, data, [...store, ...settings]);
  const site = {
    address: await listening(server),
    /** Runs the binary beside the server, on the same data, and gives what it prints. */
    command(...args) {
      return execFileSync(binary, [...args, "--data", data, ...store], { cwd: folder, env, encoding: "utf8" });
    },
    /** Serves the same data with other settings. */
    async again(...settings) {
      await end(server);
      server = serve(folder, data, [...store, ...settings]);
      site.address = await listening(server);
    },
    async stop() {
      await end(server);
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return site;
}

function serve(folder, data, settings) {
  const stdio = ["ignore", "ignore", "pipe"];
  return spawn(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0", ...settings], { cwd: folder, env, stdio });
}

/** Where a server listens, once it does. */
function listening(server) {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr.on("data", (chunk) => {
      log += chunk;
      const found = /serving (http:\S+)/.exec(log);
      if (found) resolve(found[1]);
    });
    server.on("exit", () => reject(new Error(`the server ended: ${log}`)));
  });
}

async function end(server) {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
