//! Programs in other languages, asked over a pipe, so that they take their turn in every round.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use crate::subjects::Subject;

/// One program; `peers.py` says what is spoken.
pub(crate) struct Peer {
    child: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    /// Starts the programs that the environment names, and makes a subject of each way that they have.
    pub(crate) fn all() -> (Vec<Rc<RefCell<Peer>>>, Vec<Subject>) {
        let commands = std::env::var("PEERS").unwrap_or_default();
        let mut peers = Vec::new();
        let mut subjects = Vec::new();
        for command in commands.split(';').filter(|command| !command.is_empty()) {
            let mut peer = Peer::start(command);
            let mut ways = Vec::new();
            loop {
                match peer.answer() {
                    line if line.is_empty() => break,
                    line => ways.push(line),
                }
            }
            let peer = Rc::new(RefCell::new(peer));
            for way in &ways {
                let (name, says) = way.split_once('\t').unwrap();
                let (own, peer) = (name.to_owned(), Rc::clone(&peer));
                subjects.push(Subject::new(name, says, move |_, times| {
                    let taken = peer.borrow_mut().ask(&format!("run\t{own}\t{times}"));
                    Duration::from_nanos(taken.parse().unwrap())
                }));
            }
            peers.push(peer);
        }
        (peers, subjects)
    }

    fn start(command: &str) -> Peer {
        let mut words = command.split(' ');
        let mut child = Command::new(words.next().unwrap())
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let from = BufReader::new(child.stdout.take().unwrap()).lines();
        Peer { child, to, from }
    }

    /// Gives it the payloads, and has it make sure that it takes the valid ones and refuses the others.
    pub(crate) fn load(&mut self, valid: &[String], faulty: &[String], folder: &Path) {
        let [valid, faulty] = [("valid.ndjson", valid), ("faulty.ndjson", faulty)].map(|(name, lines)| {
            let path = folder.join(name);
            std::fs::write(&path, lines.join("\n") + "\n").unwrap();
            path
        });
        let answer = self.ask(&format!("load\t{}\t{}", valid.display(), faulty.display()));
        assert_eq!(answer, "ok");
    }

    fn ask(&mut self, request: &str) -> String {
        writeln!(self.to, "{request}").unwrap();
        self.to.flush().unwrap();
        self.answer()
    }

    fn answer(&mut self) -> String {
        self.from.next().expect("it is still there").unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
