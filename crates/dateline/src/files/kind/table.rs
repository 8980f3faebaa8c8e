//! The types that are known by name, and the extensions that are never let in.

use super::{Class, Kind};

const fn kind(media_type: &'static str, extension: &'static str, label: &'static str, class: Class) -> Kind {
    Kind { media_type, extension, label, class, utf8: false }
}

macro_rules! kinds {
    ($($name:ident = $class:ident $media_type:literal $extension:literal $label:literal;)*) => {
        $(pub(super) const $name: Kind = kind($media_type, $extension, $label, Class::$class);)*
        const ALL: &[Kind] = &[$($name),*];
    };
}

// Media types from the IANA registry; where it has none, what browsers understand.
kinds! {
    JPEG = Picture "image/jpeg" "jpg" "JPEG";
    PNG = Picture "image/png" "png" "PNG";
    GIF = Picture "image/gif" "gif" "GIF";
    WEBP = Picture "image/webp" "webp" "WebP";
    AVIF = Picture "image/avif" "avif" "AVIF";
    HEIC = Picture "image/heic" "heic" "HEIC";
    TIFF = Picture "image/tiff" "tif" "TIFF";
    BMP = Picture "image/bmp" "bmp" "BMP";
    ICO = Picture "image/vnd.microsoft.icon" "ico" "icon";
    SVG = Picture "image/svg+xml" "svg" "SVG";
    PDF = Document "application/pdf" "pdf" "PDF";
    EPUB = Document "application/epub+zip" "epub" "EPUB";
    DOCX = Document "application/vnd.openxmlformats-officedocument.wordprocessingml.document" "docx" "Word";
    XLSX = Document "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" "xlsx" "Excel";
    PPTX = Document "application/vnd.openxmlformats-officedocument.presentationml.presentation" "pptx" "PowerPoint";
    DOCM = Document "application/vnd.ms-word.document.macroEnabled.12" "docm" "Word with macros";
    XLSM = Document "application/vnd.ms-excel.sheet.macroEnabled.12" "xlsm" "Excel with macros";
    PPTM = Document "application/vnd.ms-powerpoint.presentation.macroEnabled.12" "pptm" "PowerPoint with macros";
    ODT = Document "application/vnd.oasis.opendocument.text" "odt" "OpenDocument text";
    ODS = Document "application/vnd.oasis.opendocument.spreadsheet" "ods" "OpenDocument spreadsheet";
    ODP = Document "application/vnd.oasis.opendocument.presentation" "odp" "OpenDocument slides";
    ODG = Document "application/vnd.oasis.opendocument.graphics" "odg" "OpenDocument drawing";
    DOC = Document "application/msword" "doc" "Word";
    XLS = Document "application/vnd.ms-excel" "xls" "Excel";
    PPT = Document "application/vnd.ms-powerpoint" "ppt" "PowerPoint";
    OFFICE97 = Other "application/x-ole-storage" "" "Office 97";
    RTF = Document "application/rtf" "rtf" "RTF";
    POSTSCRIPT = Document "application/postscript" "ps" "PostScript";
    TXT = Document "text/plain" "txt" "text";
    MARKDOWN = Document "text/markdown" "md" "Markdown";
    VTT = Document "text/vtt" "vtt" "captions";
    SRT = Document "application/x-subrip" "srt" "captions";
    ICS = Data "text/calendar" "ics" "calendar";
    CSV = Data "text/csv" "csv" "CSV";
    TSV = Data "text/tab-separated-values" "tsv" "TSV";
    JSON = Data "application/json" "json" "JSON";
    XML = Data "application/xml" "xml" "XML";
    SQLITE = Data "application/vnd.sqlite3" "sqlite" "SQLite";
    MP3 = Audio "audio/mpeg" "mp3" "MP3";
    M4A = Audio "audio/mp4" "m4a" "M4A";
    AAC = Audio "audio/aac" "aac" "AAC";
    OGG = Audio "audio/ogg" "ogg" "Ogg";
    OPUS = Audio "audio/ogg" "opus" "Opus";
    WAV = Audio "audio/wav" "wav" "WAV";
    FLAC = Audio "audio/flac" "flac" "FLAC";
    MP4 = Video "video/mp4" "mp4" "MP4";
    WEBM = Video "video/webm" "webm" "WebM";
    MKV = Video "video/matroska" "mkv" "Matroska";
    MOV = Video "video/quicktime" "mov" "QuickTime";
    OGV = Video "video/ogg" "ogv" "Ogg video";
    AVI = Video "video/vnd.avi" "avi" "AVI";
    WMV = Video "video/x-ms-wmv" "wmv" "Windows Media";
    THREEGP = Video "video/3gpp" "3gp" "3GP";
    ZIP = Archive "application/zip" "zip" "ZIP";
    GZ = Archive "application/gzip" "gz" "gzip";
    TAR = Archive "application/x-tar" "tar" "tar";
    BZ2 = Archive "application/x-bzip2" "bz2" "bzip2";
    XZ = Archive "application/x-xz" "xz" "xz";
    ZSTD = Archive "application/zstd" "zst" "Zstandard";
    SEVENZ = Archive "application/x-7z-compressed" "7z" "7-Zip";
    RAR = Archive "application/vnd.rar" "rar" "RAR";
}

/// A file of which nothing is known.
pub(super) const UNKNOWN: Kind = kind("application/octet-stream", "", "", Class::Other);

/// Other extensions of the same types.
const ALIASES: &[(&str, Kind)] = &[
    ("jpeg", JPEG),
    ("jpe", JPEG),
    ("jfif", JPEG),
    ("heif", HEIC),
    ("tiff", TIFF),
    ("text", TXT),
    ("log", TXT),
    ("markdown", MARKDOWN),
    ("oga", OGG),
    ("m4b", M4A),
    ("m4v", MP4),
    ("wma", WMV),
    ("eps", POSTSCRIPT),
    ("tgz", GZ),
    ("svgz", GZ),
    ("wave", WAV),
    ("db", SQLITE),
    ("gpkg", SQLITE),
    // ZIP archives by another name: maps, spreadsheets' relatives, e-books of comics.
    ("kmz", ZIP),
    ("cbz", ZIP),
    // Text that its programs read by extension.
    ("geojson", JSON),
    ("kml", XML),
    ("gpx", XML),
    ("rss", XML),
];

/// The type that an extension (lower case, without dot) claims.
pub(super) fn by_extension(extension: &str) -> Option<Kind> {
    if extension.is_empty() {
        return None;
    }
    // Shared with something else entirely: no claim can be read from it.
    if extension == "db" {
        return None;
    }
    let named = ALL.iter().find(|kind| kind.extension == extension).copied();
    named.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == extension).map(|(_, kind)| *kind))
}

/// Keeps an extension that programs go by: a map called `.kml` stays one, though it is XML.
pub(super) fn under_its_own_extension(kind: Kind, extension: &str) -> Kind {
    if kind.class == Class::Picture {
        return kind;
    }
    let alias = ALIASES.iter().find(|(alias, of)| *alias == extension && of.media_type == kind.media_type);
    alias.map_or(kind, |(alias, _)| Kind { extension: alias, ..kind })
}

pub(super) fn is_office97(kind: &Kind) -> bool {
    [DOC, XLS, PPT, OFFICE97].contains(kind)
}

/// Extensions that a server, a browser or a double click would run, whatever is inside.
const DANGEROUS: &[&str] = &[
    // run by a browser
    "html",
    "htm",
    "xhtml",
    "xht",
    "shtml",
    "mht",
    "mhtml",
    "js",
    "mjs",
    "cjs",
    "jsx",
    "ts",
    "tsx",
    "swf",
    "htc",
    "hta",
    "wasm",
    "xsl",
    "xslt",
    // run by a web server
    "php",
    "php3",
    "php4",
    "php5",
    "php7",
    "php8",
    "phtml",
    "phps",
    "phar",
    "asp",
    "aspx",
    "ashx",
    "jsp",
    "jspx",
    "cgi",
    "pl",
    "py",
    "rb",
    "cfm",
    "htaccess",
    "htpasswd",
    // run by a double click or a shell
    "exe",
    "com",
    "scr",
    "pif",
    "cpl",
    "msi",
    "msp",
    "msc",
    "dll",
    "sys",
    "bat",
    "cmd",
    "ps1",
    "psm1",
    "vbs",
    "vbe",
    "jse",
    "wsf",
    "wsh",
    "reg",
    "lnk",
    "url",
    "inf",
    "scf",
    "jar",
    "jnlp",
    "app",
    "command",
    "sh",
    "bash",
    "zsh",
    "csh",
    "run",
    "elf",
    "so",
    "dylib",
    "desktop",
    "deb",
    "rpm",
    "apk",
    "dmg",
    "pkg",
    "appimage",
    "chm",
    "gadget",
    "application",
    "iso",
    "img",
    "vhd",
];

/// Whether a file of this extension (without dot, lower case) is refused whatever it holds.
pub fn is_dangerous_extension(extension: &str) -> bool {
    DANGEROUS.contains(&extension)
}
