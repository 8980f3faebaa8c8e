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

/** Starts it: on "sqlite" or "postgres", with further settings as the command line's arguments; `demo: false` begins with nothing. */
export async function startSite({ engine = "sqlite", settings = [], demo = true } = {}) {
  const postgres = engine === "postgres" ? startPostgres() : null;
  const store = postgres ? ["--database-url", postgres.url] : [];
  const folder = mkdtempSync(join(tmpdir(), "dateline-e2e-"));
  const data = join(folder, "data");
  if (demo) execFileSync(join(root, "demo/bring"), [binary, "--data", data, ...store], { cwd: root, env, stdio: "pipe" });
  let server = serve(folder, data, [...store, ...settings]);
  const site = {
    address: await listening(server),
    /** The link that makes the first administrator, as the server's log has it. */
    get setupLink() {
      return /\/desk\/setup\/[0-9a-f]+/.exec(server.log)[0];
    },
    /** Ends the server as a power cut does. */
    async kill() {
      await end(server, "SIGKILL");
    },
    /** Starts it anew on the port that it had. */
    async revive(...settings) {
      server = serve(folder, data, [...store, ...settings], new URL(site.address).port);
      await listening(server);
    },
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

function serve(folder, data, settings, port = 0) {
  const stdio = ["ignore", "ignore", "pipe"];
  return spawn(binary, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, ...settings], { cwd: folder, env, stdio });
}

/** Where a server listens, once it does. */
function listening(server) {
  return new Promise((resolve, reject) => {
    server.log = "";
    server.stderr.on("data", (chunk) => {
      server.log += chunk;
      const found = /serving (http:\S+)/.exec(server.log);
      if (found) resolve(found[1]);
    });
    server.on("exit", () => reject(new Error(`the server ended: ${server.log}`)));
  });
}

async function end(server, signal = "SIGTERM") {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await ended;
}
