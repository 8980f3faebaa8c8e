//! Puts the desk's pages, words and scripts into the binary. The scripts are made from `desk/` by npm, once after each change.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// What `desk/` makes.
const MADE: [&str; 3] = ["desk.js", "editor.js", "editor.css"];
/// What it is made from.
const FROM: [&str; 5] = ["src", "package.json", "package-lock.json", "build.mjs", "tsconfig.json"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut code = String::new();
    for (constant, folder, end) in [("TEMPLATES", "templates", "html"), ("WORDS", "words", "toml")] {
        let folder = here.join("desk").join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> =
            fs::read_dir(&folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        files.retain(|file| file.extension().is_some_and(|e| e == end));
        files.sort();
        writeln!(code, "/// By name.\npub const {constant}: &[(&str, &str)] = &[")?;
        for file in files {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string())?;
        }
        writeln!(code, "];")?;
    }
    let desk = here.join("../../desk");
    scripts(&desk)?;
    writeln!(
        code,
        "/// By name: as they are, and packed by brotli.\npub const SCRIPTS: &[(&str, &[u8], &[u8])] = &["
    )?;
    for name in MADE {
        let (plain, packed) = (desk.join("dist").join(name), desk.join("dist").join(format!("{name}.br")));
        for file in [&plain, &packed] {
            if !file.is_file() {
                return Err(format!(
                    "{} was not made; run `npm run build` in desk/ and read what it says",
                    file.display()
                )
                .into());
            }
        }
        let (kept, kept_packed) = (out.join(name), out.join(format!("{name}.br")));
        fs::copy(&plain, &kept)?;
        fs::copy(&packed, &kept_packed)?;
        writeln!(
            code,
            "    ({name:?}, include_bytes!({:?}), include_bytes!({:?})),",
            kept.display().to_string(),
            kept_packed.display().to_string()
        )?;
    }
    writeln!(code, "];")?;
    fs::write(out.join("desk.rs"), code)?;
    Ok(())
}

/// Makes the scripts, unless they are newer than everything they are made from.
fn scripts(desk: &Path) -> Result<(), Box<dyn Error>> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for name in FROM {
        println!("cargo::rerun-if-changed={}", desk.join(name).display());
        newest = newest.max(changed(&desk.join(name)));
    }
    let made = MADE.iter().map(|name| changed(&desk.join("dist").join(format!("{name}.br")))).min();
    if made.is_some_and(|made| made > newest) {
        return Ok(());
    }
    if changed(&desk.join("node_modules/.package-lock.json")) < changed(&desk.join("package-lock.json")) {
        npm(desk, &["ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    }
    npm(desk, &["run", "--silent", "build"])
}

fn npm(desk: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let done = Command::new("npm").args(arguments).current_dir(desk).output();
    let done = done.map_err(|e| {
        format!("the desk's scripts are made with npm, which cannot be run ({e}): install Node 20 or later")
    })?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].concat();
    Err(format!("`npm {}` in desk/ failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&said)).into())
}

/// When a file, or the newest file in a folder, was changed.
fn changed(path: &Path) -> SystemTime {
    let Ok(about) = fs::metadata(path) else { return SystemTime::UNIX_EPOCH };
    let own = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if !about.is_dir() {
        return own;
    }
    let inside = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| changed(&entry.path()));
    inside.max().unwrap_or(own).max(own)
}
