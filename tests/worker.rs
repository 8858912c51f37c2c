//! Children that misbehave in every way a reader can: the parent gets a problem in bounded time, and goes on.
//!
//! This test is its own child: started with `--worker` it serves the tasks below.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test or a measurement stops where it fails")]

use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::Duration;

use accolade::diag::{Problem, Problems, Result};
use accolade::progress::Progress;
use accolade::worker::{self, Job, Launcher, Limits, Replies, Task};

const TASKS: [(&str, Task); 11] = [
    ("echo", echo),
    ("refuse", refuse),
    ("hang", hang),
    ("hang-early", hang_early),
    ("tick", tick_for_ever),
    ("panic", panic_at_once),
    ("abort", abort),
    ("greedy", greedy),
    ("overflow", overflow),
    ("garbage", garbage),
    ("exit", exit_quietly),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, first, task] = &arguments[..]
        && first == worker::ARGUMENT
    {
        return worker::serve(task, &TASKS);
    }
    let tests: [(&str, fn()); 9] = [
        ("an answer comes back in order", an_answer_comes_back_in_order),
        (
            "a refusal is a problem with the file",
            a_refusal_is_a_problem_with_the_file,
        ),
        ("silence is ended", silence_is_ended),
        ("progress is not silence", progress_is_not_silence),
        ("cancelling ends the child at once", cancelling_ends_the_child_at_once),
        ("crashes are problems", crashes_are_problems),
        ("memory is limited", memory_is_limited),
        ("a program that is not there", a_program_that_is_not_there),
        ("the same way without a child", the_same_way_without_a_child),
    ];
    // The arguments of `cargo test` are names of tests and options; the options do not matter here.
    let wanted: Vec<&String> = arguments
        .iter()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    for (name, test) in tests {
        if wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str())) {
            test();
            println!("worker: {name} ... ok");
        }
    }
    ExitCode::SUCCESS
}

// The tasks.

fn request_of(request: &mut dyn Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    request.read_to_end(&mut bytes).expect("the request");
    bytes
}

fn echo(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let bytes = request_of(request);
    replies.stage("Echoing", bytes.len() as u64)?;
    for piece in bytes.chunks(100_000) {
        replies.data(piece)?;
        replies.advance(piece.len() as u64)?;
    }
    Ok(())
}

fn refuse(_: &mut dyn Read, _: &mut Replies<'_>) -> Result<()> {
    let mut problems = Problems::default();
    problems.push(Problem::error("damaged", "It is damaged").hint("Repair it"));
    problems.push(Problem::error("torn", "It is torn"));
    Err(problems)
}

fn hang(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    request_of(request);
    replies.data(b"first")?;
    loop {
        std::hint::spin_loop();
    }
}

/// Hangs before it has read its request, so that the parent is stuck writing it.
fn hang_early(_: &mut dyn Read, _: &mut Replies<'_>) -> Result<()> {
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}

fn tick_for_ever(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    request_of(request);
    replies.stage("Ticking", 0)?;
    loop {
        std::thread::sleep(Duration::from_millis(10));
        replies.advance(1)?;
    }
}

fn panic_at_once(_: &mut dyn Read, _: &mut Replies<'_>) -> Result<()> {
    panic!("as a reader might");
}

fn abort(_: &mut dyn Read, _: &mut Replies<'_>) -> Result<()> {
    std::process::abort();
}

fn greedy(request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    request_of(request);
    let mut hoard: Vec<Vec<u8>> = Vec::new();
    while hoard.len() < 100_000 {
        hoard.push(vec![1; 1 << 20]);
    }
    replies.data(&[hoard.len() as u8])
}

#[expect(unconditional_recursion, reason = "the stack is to run out")]
fn deeper(depth: &[u64; 64]) -> u64 {
    let mut next = *depth;
    next[0] += 1;
    deeper(&next) + std::hint::black_box(next)[1]
}

fn overflow(_: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    let depth = deeper(&[0; 64]);
    replies.data(&depth.to_le_bytes())
}

fn garbage(_: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    replies.data(b"good")?;
    let mut stdout = std::io::stderr();
    stdout
        .write_all(&[b'x'; 100_000])
        .expect("standard error is read to its end");
    std::process::exit(0);
}

fn exit_quietly(_: &mut dyn Read, _: &mut Replies<'_>) -> Result<()> {
    std::process::exit(0);
}

// The tests.

fn launcher() -> Launcher {
    Launcher::new(std::env::current_exe().expect("this test"))
}

fn run(launcher: &Launcher, task: &str, request: &[u8], limits: Limits, progress: &Progress) -> Result<Vec<Vec<u8>>> {
    let job = Job {
        task,
        file: "list.xlsx",
        hint: "Save it again",
        request: &[b"head", request],
        limits,
    };
    let mut pieces = Vec::new();
    launcher.run(&job, progress, &mut |piece| {
        pieces.push(piece);
        Ok(())
    })?;
    Ok(pieces)
}

fn soon() -> Limits {
    Limits {
        silence: Duration::from_millis(400),
        ..Limits::default()
    }
}

fn code_of(task: &str, limits: Limits) -> String {
    let problems = run(&launcher(), task, b"", limits, &Progress::new()).expect_err(task);
    assert_eq!(problems.0.len(), 1, "{problems:?}");
    let problem = &problems.0[0];
    assert_eq!(problem.place.file.as_deref(), Some("list.xlsx"));
    assert_eq!(problem.hints, ["Save it again"]);
    problem.code.to_string()
}

fn an_answer_comes_back_in_order() {
    let request: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
    let progress = Progress::new();
    let pieces = run(&launcher(), "echo", &request, Limits::default(), &progress).expect("answer");
    assert_eq!(pieces.concat(), [b"head".as_slice(), &request].concat());
    assert_eq!(progress.snapshot().done, request.len() as u64 + 4);
    assert_eq!(progress.snapshot().name, "Echoing");
}

fn a_refusal_is_a_problem_with_the_file() {
    let problems = run(&launcher(), "refuse", b"", Limits::default(), &Progress::new()).expect_err("refused");
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_ref()).collect();
    assert_eq!(codes, ["damaged", "torn"]);
    assert_eq!(problems.0[0].hints, ["Repair it"]);
    assert_eq!(problems.0[0].place.file.as_deref(), Some("list.xlsx"));
    let unknown = run(&launcher(), "no-such-task", b"", Limits::default(), &Progress::new()).expect_err("unknown");
    assert!(unknown.0[0].unexpected);
}

fn silence_is_ended() {
    assert_eq!(code_of("hang", soon()), "reader-stuck");
    // The request does not fit into a pipe.
    let large = vec![0; 10_000_000];
    let problems = run(&launcher(), "hang-early", &large, soon(), &Progress::new()).expect_err("stuck");
    assert_eq!(problems.0[0].code, "reader-stuck");
}

fn progress_is_not_silence() {
    let progress = Progress::new();
    let watcher = progress.clone();
    // It ticks more often than it may be silent, so only being cancelled ends it.
    let handle = std::thread::spawn(move || run(&launcher(), "tick", b"", soon(), &watcher));
    while progress.snapshot().done < 100 {
        std::thread::sleep(Duration::from_millis(5));
    }
    progress.cancel();
    let problems = handle.join().expect("thread").expect_err("cancelled");
    assert_eq!(problems.0[0].code, "cancelled");
}

fn cancelling_ends_the_child_at_once() {
    let progress = Progress::new();
    progress.cancel();
    for task in ["hang", "hang-early"] {
        let problems = run(&launcher(), task, &[0; 1_000_000], Limits::default(), &progress).expect_err("cancelled");
        assert_eq!(problems.0[0].code, "cancelled");
        assert_eq!(problems.0[0].place.file, None, "the user's doing, not the file's");
    }
}

fn crashes_are_problems() {
    for task in ["panic", "abort", "overflow", "garbage", "exit"] {
        assert_eq!(code_of(task, Limits::default()), "reader-crashed", "{task}");
    }
}

fn memory_is_limited() {
    let limits = Limits {
        memory: 200_000_000,
        ..Limits::default()
    };
    assert_eq!(code_of("greedy", limits), "reader-memory");
}

fn a_program_that_is_not_there() {
    let launcher = Launcher::new("/no/such/program".into());
    let problems = run(&launcher, "echo", b"", Limits::default(), &Progress::new()).expect_err("no program");
    assert_eq!(problems.0[0].code, "not-found");
}

fn the_same_way_without_a_child() {
    let launcher = Launcher::in_process(&TASKS);
    let pieces = run(&launcher, "echo", b"body", Limits::default(), &Progress::new()).expect("answer");
    assert_eq!(pieces.concat(), b"headbody");
    let problems = run(&launcher, "panic", b"", Limits::default(), &Progress::new()).expect_err("panicked");
    assert_eq!(problems.0[0].code, "reader-crashed");
}
