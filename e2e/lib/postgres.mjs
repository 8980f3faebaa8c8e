// A throwaway PostgreSQL: Debian's package, a temporary folder, a unix socket. Its server is gone when this process is,
// however it ends.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const debian = "/usr/lib/postgresql";

function programs() {
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...process.env.PATH.split(delimiter)];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")));
  if (!found) throw new Error("PostgreSQL is not installed: run `apt-get install postgresql-15`");
  return found;
}

// It refuses to run as root: there, its programs run as `postgres`.
function command(program, args) {
  const root = process.getuid?.() === 0;
  return root ? ["runuser", ["-u", "postgres", "--", program, ...args]] : [program, args];
}

function run(program, args) {
  // pg_ctl leaves a server behind that would hold a pipe open, so nothing it says is read but a file's name.
  const quiet = program === "mktemp" ? ["ignore", "pipe", "inherit"] : ["ignore", "ignore", "ignore"];
  return execFileSync(...command(program, args), { cwd: "/", stdio: quiet, encoding: "utf8" });
}

/** Starts one, and gives the address of its empty database and a way to end it. */
export function startPostgres() {
  const bin = programs();
  const folder = run("mktemp", ["-d", "/tmp/dateline-e2e-pg-XXXXXX"]).trim();
  const data = join(folder, "data");
  const end = `read -r _; '${bin}/pg_ctl' -D '${data}' -m immediate stop; rm -rf '${folder}'`;
  const [shell, args] = command("sh", ["-c", end]);
  // Its pipe closes when this process ends, and then the shell goes on to its second command.
  const waiting = spawn(shell, args, { cwd: "/", stdio: ["pipe", "ignore", "ignore"], detached: true });
  waiting.unref();
  waiting.stdin.unref?.();
  run(join(bin, "initdb"), ["-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8", "-N", "-D", data]);
  // Nothing here outlives the test, so nothing is synced.
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off -c full_page_writes=off -c synchronous_commit=off`;
  run(join(bin, "pg_ctl"), ["-w", "-s", "-o", options, "-l", join(folder, "log"), "-D", data, "start"]);
  return {
    url: `postgres://postgres@/postgres?host=${folder}`,
    async stop() {
      const ended = new Promise((resolve) => waiting.once("exit", resolve));
      waiting.ref();
      waiting.stdin.end("\n");
      await ended;
    },
  };
}
