//! The `dateline` command.

use clap::{CommandFactory, Parser};
use dateline::{cli::Cli, commands, config::Config};
use std::{io::IsTerminal, process::ExitCode};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let dateline::cli::Command::Completions { shell } = cli.command {
        clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut std::io::stdout());
        return ExitCode::SUCCESS;
    }
    let config = match Config::load(&cli.settings.given(), cli.settings.config.as_deref()) {
        Ok(config) => config,
        Err(error) => return commands::failed(&error, cli.settings.json),
    };
    log_to_stderr(&config);
    commands::run(cli, config)
}

/// The log goes to stderr, so that what a command prints can be piped.
fn log_to_stderr(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if config.log_json {
        log.json().init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()).init();
    }
}
