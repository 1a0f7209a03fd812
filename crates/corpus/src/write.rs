use crate::error::said;
use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};
use thiserror::Error;

/// Why a file can't be written.
#[derive(Debug, Error)]
#[error("{path}: can't be written: {}", said(.source))]
pub struct WriteError {
    /// The file.
    pub path: String,
    /// What the operating system says.
    pub source: io::Error,
}

/// Writes a file whole or not at all: into a temporary file beside it, which takes its name once everything is on the disk.
///
/// What `write` gives is held in a file without a name, so that a process that is killed at its work leaves nothing behind; only in the
/// moment at the end when the whole is copied beside its place could it leave that copy.
///
/// A symbolic link is followed. What is no ordinary file, such as `/dev/stdout` or a named pipe, is written to as it is.
///
/// # Errors
/// When the folder does not exist, can't be written to, or `write` fails. The file that stood there before is then untouched.
pub fn write_atomically(path: impl AsRef<Path>, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> Result<(), WriteError> {
    let path = path.as_ref();
    attempt(path, write).map_err(|source| WriteError { path: path.display().to_string(), source })
}

fn attempt(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
    let target = match fs::metadata(path) {
        Ok(m) if m.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(m) if !m.is_file() => {
            let mut out = BufWriter::new(File::options().write(true).open(path)?);
            write(&mut out)?;
            return out.flush();
        }
        Ok(_) => fs::canonicalize(path)?,
        Err(_) => path.to_path_buf(),
    };
    let folder = match target.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut nameless = BufWriter::new(tempfile::tempfile_in(&folder)?);
    write(&mut nameless)?;
    let mut nameless = nameless.into_inner().map_err(io::IntoInnerError::into_error)?;
    nameless.rewind()?;
    let mut file = temporary().tempfile_in(folder)?;
    io::copy(&mut nameless, file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|e| e.error)?;
    Ok(())
}

/// A temporary file with the rights that any new file gets, where the system knows them.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut b = tempfile::Builder::new();
    b.prefix(".newsloom-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        b.permissions(fs::Permissions::from_mode(0o666));
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.json");
        write_atomically(&path, |w| w.write_all(b"old")).unwrap();
        let failed = write_atomically(&path, |w| {
            w.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        });
        assert!(failed.unwrap_err().to_string().ends_with("out.json: can't be written: disk full"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(dir.path()), ["out.json"], "no temporary file is left");
        write_atomically(&path, |w| w.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_has_a_name_before_it_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let large = vec![7; 1 << 20];
        let write = |w: &mut (dyn Write + Send)| {
            w.write_all(&large)?;
            assert!(names(dir.path()).is_empty(), "a process stopped here would leave a file");
            w.write_all(b"end")
        };
        write_atomically(dir.path().join("out"), write).unwrap();
        assert_eq!(names(dir.path()), ["out"]);
        assert_eq!(fs::read(dir.path().join("out")).unwrap(), [&large[..], b"end"].concat());
    }

    #[test]
    fn no_folder_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let e = write_atomically(dir.path().join("no/out"), |_| Ok(())).unwrap_err();
        assert!(e.to_string().ends_with("no/out: can't be written: no such file or folder"), "{e}");
        let e = write_atomically(dir.path(), |_| Ok(())).unwrap_err();
        assert!(e.to_string().ends_with("can't be written: is a folder"), "{e}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_rights_are_those_of_any_file() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        File::create(&real).unwrap();
        symlink(&real, &link).unwrap();
        write_atomically(&link, |w| w.write_all(b"x")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "x");
        let plain = dir.path().join("plain");
        fs::write(&plain, "").unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode();
        assert_eq!(mode(&real), mode(&plain));
    }
}
