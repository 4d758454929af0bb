use super::folder::{sync, unfinished};
use super::record::{FunctionRecord, StoredFunction, VersionRecord};
use crate::error::StateError;
use redb::backends::FileBackend;
use redb::{
    Database, Durability, ReadableDatabase as _, ReadableTable as _, Table, TableDefinition,
    WriteTransaction,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const FUNCTIONS: TableDefinition<'_, (&str, &str), &[u8]> = TableDefinition::new("functions");
const VERSIONS: TableDefinition<'_, (&str, &str, u64), &[u8]> = TableDefinition::new("versions");

/// How much of the index the database keeps in memory.
const IN_MEMORY: usize = 4 << 20;

/// Which versions of which functions there are. A change is on the disk when its call returns, wholly or not at
/// all.
#[derive(Debug)]
pub(super) struct Index {
    path: PathBuf,
    /// None after a write has failed: a database that has seen that must be opened anew.
    database: Option<Database>,
}

/// Changes of one function's records, done together.
pub(super) struct Batch<'t> {
    functions: Table<'t, (&'static str, &'static str), &'static [u8]>,
    versions: Table<'t, (&'static str, &'static str, u64), &'static [u8]>,
}

impl Index {
    /// Makes an empty index where there is none.
    pub(super) fn make(path: &Path) -> Result<(), StateError> {
        let cannot = || StateError::io("cannot write", path);
        let folder = path.parent().unwrap_or(Path::new("."));
        let make = || -> Result<(), redb::Error> {
            let file = unfinished(folder)?;
            let backend = FileBackend::new(file.as_file().try_clone()?)?;
            let database = redb::Builder::new().create_with_backend(backend)?;
            change(&database, |_| Ok(()))?;
            drop(database);
            file.persist(path).map_err(|error| error.error)?;
            Ok(sync(folder)?)
        };
        make().map_err(|error| cannot()(into_io(error)))
    }

    /// Opens an index, and reads all of it.
    pub(super) fn open(path: PathBuf) -> Result<(Self, Vec<StoredFunction>), StateError> {
        let database = open(&path)?;
        // The database trusts what it has written, and panics on some of what it cannot have.
        let functions = catch_unwind(AssertUnwindSafe(|| read(&database)));
        let functions = functions.map_err(|_| damaged(&path, "its pages do not fit together"))?;
        let functions = functions.map_err(|error| failed(&path, error))?;
        let index = Self {
            path,
            database: Some(database),
        };
        Ok((index, functions))
    }

    /// Does some changes, all of them or none.
    pub(super) fn change(
        &mut self,
        changes: impl FnOnce(&mut Batch<'_>) -> Result<(), redb::Error>,
    ) -> Result<(), StateError> {
        let database = match self.database.take() {
            Some(database) => database,
            None => open(&self.path)?,
        };
        change(&database, changes).map_err(|error| failed(&self.path, error))?;
        self.database = Some(database);
        Ok(())
    }
}

impl Batch<'_> {
    pub(super) fn put_function(
        &mut self,
        (cache, name): (&str, &str),
        record: &FunctionRecord,
    ) -> Result<(), redb::Error> {
        let bytes = encode(record)?;
        self.functions.insert((cache, name), bytes.as_slice())?;
        Ok(())
    }

    pub(super) fn put_version(
        &mut self,
        (cache, name): (&str, &str),
        version: u64,
        record: &VersionRecord,
    ) -> Result<(), redb::Error> {
        let bytes = encode(record)?;
        let key = (cache, name, version);
        self.versions.insert(key, bytes.as_slice())?;
        Ok(())
    }

    pub(super) fn remove_version(
        &mut self,
        (cache, name): (&str, &str),
        version: u64,
    ) -> Result<(), redb::Error> {
        self.versions.remove((cache, name, version))?;
        Ok(())
    }

    pub(super) fn remove_function(
        &mut self,
        (cache, name): (&str, &str),
    ) -> Result<(), redb::Error> {
        self.functions.remove((cache, name))?;
        let all = (cache, name, 0)..=(cache, name, u64::MAX);
        self.versions.retain_in(all, |_, _| false)?;
        Ok(())
    }
}

fn open(path: &Path) -> Result<Database, StateError> {
    let file = File::options().read(true).write(true).open(path);
    let file = file.map_err(StateError::io("cannot open", path))?;
    let length = file
        .metadata()
        .map_err(StateError::io("cannot read", path))?;
    if length.len() == 0 {
        return Err(damaged(path, "it is empty"));
    }
    let open = || -> Result<Database, redb::Error> {
        let mut builder = redb::Builder::new();
        builder.set_cache_size(IN_MEMORY);
        builder.set_check_integrity_on_open(true);
        Ok(builder.create_with_backend(FileBackend::new(file)?)?)
    };
    match catch_unwind(AssertUnwindSafe(open)) {
        Ok(Ok(database)) => Ok(database),
        Ok(Err(error)) => Err(failed(path, error)),
        Err(_) => Err(damaged(path, "its pages do not fit together")),
    }
}

fn change(
    database: &Database,
    changes: impl FnOnce(&mut Batch<'_>) -> Result<(), redb::Error>,
) -> Result<(), redb::Error> {
    let mut transaction: WriteTransaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    let mut batch = Batch {
        functions: transaction.open_table(FUNCTIONS)?,
        versions: transaction.open_table(VERSIONS)?,
    };
    changes(&mut batch)?;
    drop(batch);
    Ok(transaction.commit()?)
}

fn read(database: &Database) -> Result<Vec<StoredFunction>, redb::Error> {
    let transaction = database.begin_read()?;
    let mut functions = Vec::new();
    for entry in transaction.open_table(FUNCTIONS)?.iter()? {
        let (key, record) = entry?;
        let (cache, name) = key.value();
        functions.push(StoredFunction {
            cache: cache.to_owned(),
            name: name.to_owned(),
            record: decode(record.value())?,
            versions: BTreeMap::new(),
        });
    }
    let versions = transaction.open_table(VERSIONS)?;
    for function in &mut functions {
        let (cache, name) = (function.cache.as_str(), function.name.as_str());
        for entry in versions.range((cache, name, 0)..=(cache, name, u64::MAX))? {
            let (key, record) = entry?;
            let (_, _, version) = key.value();
            function.versions.insert(version, decode(record.value())?);
        }
    }
    Ok(functions)
}

fn encode(record: &impl Serialize) -> Result<Vec<u8>, redb::Error> {
    serde_json::to_vec(record).map_err(|error| io::Error::other(error).into())
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, redb::Error> {
    let broken = |error: serde_json::Error| redb::Error::Corrupted(error.to_string());
    serde_json::from_slice(bytes).map_err(broken)
}

fn failed(path: &Path, error: redb::Error) -> StateError {
    match error {
        redb::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            damaged(path, "it ends too early")
        }
        redb::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            damaged(path, error)
        }
        redb::Error::Corrupted(reason) => damaged(path, reason),
        error => StateError::io("cannot use", path)(into_io(error)),
    }
}

fn into_io(error: redb::Error) -> io::Error {
    match error {
        redb::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

fn damaged(path: &Path, reason: impl ToString) -> StateError {
    StateError::Damaged {
        file: path.to_owned(),
        reason: reason.to_string(),
    }
}
