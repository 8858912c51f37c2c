//! The rank of a thread beside others of this process and of other programs.

/// Lets this thread give way to others: what is drawn ahead must not make whoever types wait. A thread that keeps its
/// rank, where the system does not change it, does the same work.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[expect(unsafe_code, reason = "nice is a call of the operating system")]
pub fn give_way() {
    /// Few, as whoever is behind on a full machine still holds what it works with.
    const STEPS: i32 = 4;
    // SAFETY: the call takes a number only. On Linux it is about the calling thread.
    let _rank = unsafe { libc::nice(STEPS) };
}

/// Lets this thread give way to others (winbase.h: SetThreadPriority).
#[cfg(windows)]
#[expect(unsafe_code, reason = "SetThreadPriority is a call of the operating system")]
pub fn give_way() {
    const BELOW_NORMAL: i32 = -1;
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetCurrentThread() -> *mut std::ffi::c_void;
        fn SetThreadPriority(thread: *mut std::ffi::c_void, priority: i32) -> i32;
    }
    // SAFETY: the handle is the constant one of this thread.
    let _done = unsafe { SetThreadPriority(GetCurrentThread(), BELOW_NORMAL) };
}

/// Elsewhere threads keep their rank.
#[cfg(not(any(target_os = "linux", target_os = "android", windows)))]
pub fn give_way() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn only_the_thread_that_asks_gives_way() {
        // The 17th number after the name, which may hold spaces, is the rank of the thread.
        let rank = || {
            let text = std::fs::read_to_string("/proc/thread-self/stat").expect("the system tells");
            let rest = text.rsplit_once(')').map(|(_, rest)| rest.to_owned()).expect("a name");
            rest.split_whitespace()
                .nth(16)
                .and_then(|word| word.parse::<i32>().ok())
        };
        let before = rank();
        let there = std::thread::spawn(move || {
            super::give_way();
            rank()
        });
        let there = there.join().expect("ends");
        assert_eq!(rank(), before);
        assert_eq!(there, before.map(|rank| (rank + 4).min(19)));
    }
}
