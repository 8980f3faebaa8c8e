//! nginx with one page, already compressed: what a server that does nothing else can do on this machine.

use super::{guard::Guard, http::Client, process::Process, server::free_address};
use crate::{Result, at};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// An nginx that runs.
pub struct Nginx<'g> {
    _process: Process<'g>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// Where it is, if it is installed.
pub fn find() -> Option<PathBuf> {
    installed("nginx")
}

/// A program on the path, or where Debian keeps those for administrators.
pub fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

impl<'g> Nginx<'g> {
    /// Serves each of `files` (a name without its ending, and compressed bytes) at `/NAME.html`.
    pub fn start(binary: &Path, files: &[(&str, &[u8])], guard: &'g Guard) -> Result<Nginx<'g>> {
        let folder = guard.folder().join("nginx");
        for (name, gzipped) in files {
            // Only the .gz is ever sent; gzip_static wants the plain file's name.
            let file = folder.join(format!("{name}.html.gz"));
            let parent = file.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent).map_err(at(parent))?;
            std::fs::write(&file, gzipped).map_err(at(&file))?;
        }
        let first = format!("/{}.html", files.first().map_or("", |(name, _)| name));
        let address = free_address()?;
        let config = folder.join("nginx.conf");
        std::fs::write(&config, configuration(&folder, address, files.len())).map_err(at(&config))?;
        let mut command = Command::new(binary);
        command.arg("-p").arg(&folder).arg("-e").arg(folder.join("error.log")).arg("-c").arg(&config);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = Process::start(&mut command, guard)?;
        let begun = Instant::now();
        while Client::connect(address).and_then(|mut c| c.get(&first, "gzip")).map_or(0, |a| a.status) != 200
        {
            if process.ended()?.is_some() || begun.elapsed() > Duration::from_secs(10) {
                let said = std::fs::read_to_string(folder.join("error.log")).unwrap_or_default();
                return Err(format!("nginx does not answer; its log says:\n{said}"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(Nginx { _process: process, address })
    }
}

/// `tcp_nopush` must stay off: with it a kept connection stalls by 40 ms on loopback, and the comparison would be a lie.
fn configuration(folder: &Path, address: SocketAddr, files: usize) -> String {
    let folder = folder.display();
    // Every file stays open, with room to spare: nginx at its best.
    let held = files * 2 + 16;
    format!(
        "daemon off;\nworker_processes auto;\npid {folder}/nginx.pid;\nevents {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  types {{ text/html html; }}\n  sendfile on;\n  tcp_nopush off;\n  tcp_nodelay on;\n  \
         gzip_static on;\n  keepalive_requests 100000000;\n  open_file_cache max={held};\n  \
         client_body_temp_path {folder}/body;\n  proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n  \
         uwsgi_temp_path {folder}/uwsgi;\n  scgi_temp_path {folder}/scgi;\n  \
         server {{ listen {address}; root {folder}; }}\n}}\n"
    )
}
