//! `cargo xtask serve`: the page and a practice endpoint on this machine.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::Outcome;
use crate::cmd::{self, seconds, step};
use crate::page::{self, Profile, all_files};
use crate::tools::Tools;

const PAGE_PORT: u16 = 11_810;
/// Chromium refuses to talk to these.
const REFUSED_PORTS: [u16; 1] = [10_080];
const POLL: Duration = Duration::from_millis(300);

struct Asked {
    profile: Profile,
    watch: bool,
    port: u16,
}

/// Builds, serves, and stays until Ctrl-C.
pub fn run(args: &[String]) -> Outcome {
    let asked = read(args)?;
    cmd::stop_on_ctrl_c()?;
    match until_stopped(&asked) {
        // What Ctrl-C broke off is no failure.
        Err(_) if cmd::stopped() => {}
        outcome => outcome?,
    }
    println!("\nEnded.");
    Ok(())
}

fn until_stopped(asked: &Asked) -> Outcome {
    let start = Instant::now();
    let tools = Tools::for_page()?;
    let page_port = free_port(asked.port, "the page")?;
    let practice_port = free_port(page_port + 1, "the practice endpoint")?;
    let practice_url = format!("http://127.0.0.1:{practice_port}/v1");
    let folder = asked.profile.folder();
    page::build(&tools, asked.profile, &folder)?;
    let mut practice = start_practice(practice_port, &folder, page_port)?;
    wait_until_ready(&mut practice.0, &[page_port, practice_port])?;

    println!(
        "\nParlance is at   http://127.0.0.1:{page_port}/   (ready after {})",
        seconds(start.elapsed())
    );
    println!(
        "Practice endpoint {practice_url}   any key will do. It only pretends: its answers are made up, and cost nothing."
    );
    println!(
        "{}",
        if asked.watch {
            "Changes are built as you save. Ctrl-C ends."
        } else {
            "Ctrl-C ends. With --watch, changes are built as you save."
        }
    );

    let mut seen = newest_change();
    while !cmd::stopped() {
        sleep(POLL);
        if let Some(status) = practice.0.try_wait().map_err(|e| e.to_string())? {
            return Err(format!(
                "The practice endpoint ended by itself ({status}). What it said is above."
            ));
        }
        if asked.watch && newest_change() != seen {
            seen = newest_change();
            match page::build(&tools, asked.profile, &folder) {
                Ok(()) => println!("Reload the page to see it."),
                Err(_) if cmd::stopped() => break,
                Err(problem) => eprintln!(
                    "✗ {problem}\n  Still serving the page from before; waiting for a change."
                ),
            }
        }
    }
    Ok(())
}

fn read(args: &[String]) -> Outcome<Asked> {
    let mut asked = Asked {
        profile: Profile::Debug,
        watch: false,
        port: PAGE_PORT,
    };
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--release" => asked.profile = Profile::Release,
            "--watch" => asked.watch = true,
            "--port" => {
                let port = rest.next().and_then(|text| text.parse().ok());
                asked.port = port
                    .filter(|p| (1024..65_000).contains(p))
                    .ok_or("--port takes a number from 1024 to 64999.")?;
            }
            other => {
                return Err(format!(
                    "`serve` does not know `{other}`. It knows --release, --watch and --port N."
                ));
            }
        }
    }
    Ok(asked)
}

/// The first free port from `wanted` on.
fn free_port(wanted: u16, what_for: &str) -> Outcome<u16> {
    let free = |port: &u16| {
        !REFUSED_PORTS.contains(port) && TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
    };
    let found = (wanted..wanted.saturating_add(100))
        .find(free)
        .ok_or_else(|| {
            format!(
                "No port from {wanted} to {} is free for {what_for}. Give another with --port.",
                wanted.saturating_add(99)
            )
        })?;
    if found != wanted {
        println!("  port {wanted} is taken; using {found} for {what_for}");
    }
    Ok(found)
}

/// Ends with us, however we end: by Ctrl-C, or with an error.
struct Practice(Child);

impl Drop for Practice {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_practice(port: u16, folder: &Path, page_port: u16) -> Outcome<Practice> {
    step(
        "Building the practice endpoint (a minute the first time)",
        || {
            let mut build = cmd::cargo();
            build.args([
                "build",
                "--quiet",
                "-p",
                "parlance-practice",
                "--bin",
                "practice",
            ]);
            cmd::run(&mut build, "The first error above says what to change.")
        },
    )?;
    let program: PathBuf = cmd::target_dir()
        .join("debug")
        .join(format!("practice{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&program);
    command
        .args([
            "--port",
            &port.to_string(),
            "--page-port",
            &page_port.to_string(),
            "--page",
        ])
        .arg(folder)
        .stdin(Stdio::null());
    let child = command
        .spawn()
        .map_err(|e| format!("{} did not start: {e}.", program.display()))?;
    Ok(Practice(child))
}

fn wait_until_ready(practice: &mut Child, ports: &[u16]) -> Outcome {
    let end = Instant::now() + Duration::from_secs(15);
    while !ports
        .iter()
        .all(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_ok())
    {
        if let Ok(Some(status)) = practice.try_wait() {
            return Err(format!(
                "The practice endpoint ended at once ({status}). What it said is above."
            ));
        }
        if Instant::now() > end {
            return Err("The practice endpoint does not answer. Another program may hold its port: try another --port.".into());
        }
        sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// When anything the page is made of was last changed, and how many files there are: a deleted
/// file is a change too.
fn newest_change() -> (usize, Option<SystemTime>) {
    let root = cmd::root();
    let files = ["src", "crates", "style", "locales"]
        .iter()
        .flat_map(|folder| all_files(&root.join(folder)))
        .chain(files_at_the_top());
    let times: Vec<_> = files
        .filter_map(|file| file.metadata().ok()?.modified().ok())
        .collect();
    (times.len(), times.into_iter().max())
}

/// index.html, the scripts and pictures beside it, and the manifests.
fn files_at_the_top() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(cmd::root())
        .into_iter()
        .flatten()
        .flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect()
}
