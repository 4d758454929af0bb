use super::Never;
use crate::Bottom;
use crate::bindings::exports::wasi::filesystem::preopens;
use crate::bindings::exports::wasi::filesystem::types::{
    Advice, Descriptor, DescriptorBorrow, DescriptorFlags, DescriptorStat, DescriptorType,
    DirectoryEntry, DirectoryEntryStream, Error, ErrorCode, Filesize, Guest, GuestDescriptor,
    GuestDirectoryEntryStream, InputStream, MetadataHashValue, NewTimestamp, OpenFlags,
    OutputStream, PathFlags,
};

/// No folder is given, so that no file can be named.
impl preopens::Guest for Bottom {
    fn get_directories() -> Vec<(Descriptor, String)> {
        Vec::new()
    }
}

impl Guest for Bottom {
    type Descriptor = Never;
    type DirectoryEntryStream = Never;

    fn filesystem_error_code(_: &Error) -> Option<ErrorCode> {
        None
    }
}

impl GuestDirectoryEntryStream for Never {
    fn read_directory_entry(&self) -> Result<Option<DirectoryEntry>, ErrorCode> {
        match *self {}
    }
}

/// A call of something of which there is none.
macro_rules! never {
    ($($name:ident($($argument:ty),*) -> $result:ty;)+) => {$(
        fn $name(&self, $(_: $argument),*) -> $result {
            match *self {}
        }
    )+};
}

impl GuestDescriptor for Never {
    never! {
        read_via_stream(Filesize) -> Result<InputStream, ErrorCode>;
        write_via_stream(Filesize) -> Result<OutputStream, ErrorCode>;
        append_via_stream() -> Result<OutputStream, ErrorCode>;
        advise(Filesize, Filesize, Advice) -> Result<(), ErrorCode>;
        sync_data() -> Result<(), ErrorCode>;
        get_flags() -> Result<DescriptorFlags, ErrorCode>;
        get_type() -> Result<DescriptorType, ErrorCode>;
        set_size(Filesize) -> Result<(), ErrorCode>;
        set_times(NewTimestamp, NewTimestamp) -> Result<(), ErrorCode>;
        read(Filesize, Filesize) -> Result<(Vec<u8>, bool), ErrorCode>;
        write(Vec<u8>, Filesize) -> Result<Filesize, ErrorCode>;
        read_directory() -> Result<DirectoryEntryStream, ErrorCode>;
        sync() -> Result<(), ErrorCode>;
        create_directory_at(String) -> Result<(), ErrorCode>;
        stat() -> Result<DescriptorStat, ErrorCode>;
        stat_at(PathFlags, String) -> Result<DescriptorStat, ErrorCode>;
        set_times_at(PathFlags, String, NewTimestamp, NewTimestamp) -> Result<(), ErrorCode>;
        link_at(PathFlags, String, DescriptorBorrow<'_>, String) -> Result<(), ErrorCode>;
        open_at(PathFlags, String, OpenFlags, DescriptorFlags) -> Result<Descriptor, ErrorCode>;
        readlink_at(String) -> Result<String, ErrorCode>;
        remove_directory_at(String) -> Result<(), ErrorCode>;
        rename_at(String, DescriptorBorrow<'_>, String) -> Result<(), ErrorCode>;
        symlink_at(String, String) -> Result<(), ErrorCode>;
        unlink_file_at(String) -> Result<(), ErrorCode>;
        is_same_object(DescriptorBorrow<'_>) -> bool;
        metadata_hash() -> Result<MetadataHashValue, ErrorCode>;
        metadata_hash_at(PathFlags, String) -> Result<MetadataHashValue, ErrorCode>;
    }
}
