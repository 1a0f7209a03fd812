//! The newsloom command.

/// Runs the command with these arguments (without the program's name) and returns the exit code.
pub fn run(_args: &[String]) -> u8 {
    2
}
