//! The memory limit of a child, which it sets for itself before it reads anything.
//!
//! On Linux `RLIMIT_DATA` makes the allocation that goes beyond it fail, which aborts the process. It counts private
//! writable memory only, so the size of the executable and its fonts does not matter. macOS and Windows have nothing
//! of the kind for a process of one's own; there a thread looks at the size every 50 ms and ends the process.

use std::io;

/// The exit code of a child that took more memory than it may.
pub(super) const EXIT_CODE: i32 = 77;

/// Limits the memory of this process, in bytes. An abort leaves no core file, which would hold personal data.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[expect(unsafe_code, reason = "setrlimit is a call of the operating system")]
pub(super) fn limit(bytes: u64) -> io::Result<()> {
    let set = |resource, bytes: u64| {
        let limit = libc::rlimit {
            rlim_cur: bytes as libc::rlim_t,
            rlim_max: bytes as libc::rlim_t,
        };
        // SAFETY: the pointer is to a live `rlimit`, which the call only reads.
        match unsafe { libc::setrlimit(resource, &raw const limit) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    };
    set(libc::RLIMIT_CORE, 0)?;
    set(libc::RLIMIT_DATA, bytes)
}

/// Limits the memory of this process, in bytes.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn limit(bytes: u64) -> io::Result<()> {
    resident_bytes()?;
    std::thread::spawn(move || {
        while resident_bytes().is_ok_and(|now| now <= bytes) {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        std::process::exit(EXIT_CODE);
    });
    Ok(())
}

/// The most memory that this process ever held, in bytes.
#[cfg(all(unix, any(test, not(any(target_os = "linux", target_os = "android")))))]
#[expect(unsafe_code, reason = "getrusage is a call of the operating system")]
fn resident_bytes() -> io::Result<u64> {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the pointer is to memory of the size of a `rusage`, which the call fills.
    if unsafe { libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: zeroed is a valid `rusage`, and the call has succeeded.
    let usage = unsafe { usage.assume_init() };
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    Ok(u64::try_from(usage.ru_maxrss).unwrap_or_default() * unit)
}

/// The memory that this process holds now, in bytes (psapi.h: GetProcessMemoryInfo, in kernel32 since Windows 7).
#[cfg(windows)]
#[expect(unsafe_code, reason = "K32GetProcessMemoryInfo is a call of the operating system")]
fn resident_bytes() -> io::Result<u64> {
    #[repr(C)]
    #[derive(Default)]
    struct Counters {
        size: u32,
        page_faults: u32,
        peak_working_set: usize,
        working_set: usize,
        peak_paged_pool: usize,
        paged_pool: usize,
        peak_non_paged_pool: usize,
        non_paged_pool: usize,
        page_file: usize,
        peak_page_file: usize,
    }
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetCurrentProcess() -> *mut std::ffi::c_void;
        fn K32GetProcessMemoryInfo(process: *mut std::ffi::c_void, counters: *mut Counters, size: u32) -> i32;
    }
    let size = size_of::<Counters>() as u32;
    let mut counters = Counters {
        size,
        ..Counters::default()
    };
    // SAFETY: the handle is the constant one of this process, the pointer is to a `Counters` of the size that is told.
    if unsafe { K32GetProcessMemoryInfo(GetCurrentProcess(), &raw mut counters, size) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(counters.page_file.max(counters.working_set) as u64)
}

#[cfg(all(test, unix))]
mod tests {
    #[test]
    fn the_size_of_this_process_is_plausible() {
        let bytes = super::resident_bytes().expect("the system tells");
        assert!((1 << 20..1 << 40).contains(&bytes), "{bytes}");
    }
}
