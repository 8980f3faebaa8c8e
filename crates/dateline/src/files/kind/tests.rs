//! Files that are what they say, and files that are not.

use std::path::Path;

use super::table::*;
use super::*;

fn check(name: &str, bytes: &[u8], expected: Kind) {
    match judge_bytes(name, bytes) {
        Ok(kind) => {
            assert_eq!((kind.media_type, kind.class), (expected.media_type, expected.class), "{name}")
        }
        Err(refused) => panic!("{refused}"),
    }
}

fn check_refused(name: &str, bytes: &[u8], says: &str) {
    let refused = judge_bytes(name, bytes).expect_err(name);
    assert!(refused.to_string().contains(says), "{refused}");
}

fn ftyp(brands: &[u8]) -> Vec<u8> {
    let mut bytes = ((brands.len() + 12) as u32).to_be_bytes().to_vec();
    bytes.extend(b"ftyp");
    bytes.extend(&brands[..4]);
    bytes.extend([0; 4]);
    bytes.extend(&brands[4..]);
    bytes
}

/// A ZIP archive with empty entries of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let offset = bytes.len() as u32;
        let length = (name.len() as u16).to_le_bytes();
        bytes.extend(b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend(length);
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(length);
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let offset = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((names.len() as u16).to_le_bytes());
    bytes.extend((names.len() as u16).to_le_bytes());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// A ZIP archive that begins with an uncompressed `mimetype`, as EPUB and OpenDocument do.
fn typed_archive(media_type: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend((media_type.len() as u32).to_le_bytes());
    bytes.extend((media_type.len() as u32).to_le_bytes());
    bytes.extend(b"\x08\0\0\0mimetype");
    bytes.extend(media_type.as_bytes());
    bytes.extend(archive(&["META-INF/"]));
    bytes
}

fn tar() -> Vec<u8> {
    let mut bytes = vec![0u8; 1024];
    bytes[..8].copy_from_slice(b"tide.txt");
    bytes[257..262].copy_from_slice(b"ustar");
    bytes[148..156].fill(b' ');
    let sum: u32 = bytes[..512].iter().map(|byte| u32::from(*byte)).sum();
    bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    bytes
}

/// Two silent MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz: 417 bytes each.
fn mp3() -> Vec<u8> {
    let mut frame = vec![0xff, 0xfb, 0x90, 0x00];
    frame.resize(417, 0);
    frame.repeat(2)
}

#[test]
fn pictures() {
    check("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", JPEG);
    check("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", PNG);
    check("a.gif", b"GIF89a\x01\0\x01\0\0\0\0\x2c", GIF);
    check("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", WEBP);
    check("a.avif", &ftyp(b"avifmif1"), AVIF);
    check("a.avif", &ftyp(b"mif1avif"), AVIF);
    check("a.heic", &ftyp(b"heicmif1"), HEIC);
    check(
        "a.svg",
        b"<?xml version=\"1.0\"?>\n<!-- a chart --><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        SVG,
    );
    check("a.svg", b"<!DOCTYPE svg [<!ENTITY a \"b\">]><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>", SVG);
}

#[test]
fn documents_and_data() {
    check("a.pdf", b"%PDF-1.7\n", PDF);
    check("a.pdf", b"\xef\xbb\xbf\r\n%PDF-1.4", PDF);
    for kind in [EPUB, ODT, ODS, ODP] {
        check(&format!("a.{}", kind.extension), &typed_archive(kind.media_type), kind);
    }
    check("a.docx", &archive(&["[Content_Types].xml", "word/document.xml"]), DOCX);
    check("a.xlsx", &archive(&["[Content_Types].xml", "xl/workbook.xml"]), XLSX);
    check("a.pptx", &archive(&["[Content_Types].xml", "ppt/presentation.xml"]), PPTX);
    check("a.docm", &archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), DOCM);
    check("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", DOC);
    check("a.doc", b"{\\rtf1\\ansi}", RTF);
    check("a.csv", "Ort;Höhe\nMole;3,2\n".as_bytes(), CSV);
    check("a.json", b"{\"tides\": [1, 2]}", JSON);
    check("a.xml", b"<?xml version=\"1.0\"?><tides/>", XML);
    check("a.xml", b"<tides><tide/></tides>", XML);
    check("a.txt", b"MZ is what the harbour master writes for Mole, Zuidkant.", TXT);
    check("a", b"plain words", TXT);
}

#[test]
fn sound_film_and_archives() {
    check("a.mp3", b"ID3\x04\0\0\0\0\0\0", MP3);
    check("a.mp3", &mp3(), MP3);
    check("a.aac", b"\xff\xf1\x50\x80", AAC);
    check("a.m4a", &ftyp(b"M4A isom"), M4A);
    check("a.ogg", b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis", OGG);
    check("a.opus", b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead", OPUS);
    check("a.wav", b"RIFF\x24\0\0\0WAVEfmt ", WAV);
    check("a.flac", b"fLaC\0\0\0\x22", FLAC);
    check("a.mp4", &ftyp(b"isomavc1"), MP4);
    check("a.mov", &ftyp(b"qt  "), MOV);
    check("a.mov", b"\0\0\0\x08wide\0\0\0\0mdat", MOV);
    check("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", WEBM);
    check("a.zip", &archive(&["a.txt", "b.txt"]), ZIP);
    check("a.zip", b"PK\x05\x06\0\0\0\0", ZIP);
    check("a.gz", b"\x1f\x8b\x08\0", GZ);
    check("a.tar", &tar(), TAR);
}

#[test]
fn a_slip_in_the_name_is_forgiven_within_a_class() {
    check("photo.jpg", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", PNG);
    check("talk.m4a", &mp3(), MP3);
    check("film.mov", &ftyp(b"isom"), MP4);
    check("data.bin", b"\0\x01\x02\x03", UNKNOWN);
    check("readme.nfo", b"plain words", TXT);
    let map = judge_bytes("walk.kml", b"<?xml version=\"1.0\"?><kml/>").unwrap();
    assert_eq!(map.extension, "kml");
}

#[test]
fn a_disguise_is_refused_by_name() {
    check_refused(
        "photo.jpg",
        b"<!DOCTYPE html><script>alert(1)</script>",
        "“photo.jpg” was refused: it is a web page",
    );
    check_refused("photo.jpg", b"plain words", "is named .jpg (JPEG), but its content is text");
    check_refused("photo.gif", b"GIF89a/*<script>alert(1)</script>*/=1;", "named .gif");
    check_refused(
        "photo.png",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "its content is SVG",
    );
    check_refused("a.docx", &archive(&["a.txt"]), "its content is ZIP");
    check_refused(
        "a.docx",
        &archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
        "macros",
    );
    check_refused("a.pdf", b"\x7fELF\x02\x01\x01\0", "a Linux program");
    check_refused("a.txt", b"\n<?php system($_GET['c']); ?>", "a PHP script");
    check_refused("a.csv", b"  <!-- x --><HTML><body>", "a web page");
    check_refused(
        "a.xml",
        b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
        "a web page",
    );
    check_refused("setup.png", b"MZ\x90\0\x03\0\0\0", "a Windows program");
    check_refused("a.txt", b"#!/bin/sh\nrm -r /", "a script");
    check_refused("a.js", b"alert(1)", "end in .js");
    check_refused("photo.jpg.PHP", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "end in .php");
    check_refused("run.exe. ", b"\0\0\0", "end in .exe");
    check_refused("a.pdf", b"", "empty");
}

#[test]
fn text_says_its_encoding_only_when_it_is_known() {
    assert_eq!(judge_bytes("a.csv", "Höhe".as_bytes()).unwrap().content_type(), "text/csv; charset=utf-8");
    assert_eq!(judge_bytes("a.csv", b"H\xf6he").unwrap().content_type(), "text/csv");
    assert_eq!(judge_bytes("a.csv", b"\xff\xfea\0;\0").unwrap().content_type(), "text/csv");
    // A character that is cut where the look ends is no error.
    let long = format!("{}é", "a".repeat(HEAD as usize - 1));
    assert!(judge_bytes("a.txt", long.as_bytes()).unwrap().utf8);
}

#[test]
fn only_what_cannot_hold_a_script_is_shown() {
    assert!(
        JPEG.may_show_inline() && PDF.may_show_inline() && MP4.may_show_inline() && TXT.may_show_inline()
    );
    assert!(
        !SVG.may_show_inline()
            && !XML.may_show_inline()
            && !UNKNOWN.may_show_inline()
            && !ZIP.may_show_inline()
    );
}

#[test]
fn hostile_samples_keep_their_place() {
    let svgs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack/payloads/svg");
    let Ok(entries) = std::fs::read_dir(&svgs) else {
        println!("skipped: no hostile pictures at {}", svgs.display());
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = judge_bytes(&name, &std::fs::read(entry.path()).unwrap()).unwrap();
        assert!(name.ends_with(kind.extension), "{name} is {}", kind.media_type);
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_answered(start in 0usize..40, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        const STARTS: &[&[u8]] = &[b"", b"RIFF", b"\0\0\0\x18ftyp", b"\x1a\x45\xdf\xa3\x42\x82", b"PK\x03\x04", b"PK\x05\x06", b"GIF89a", b"\xff\xd8\xff", b"OggS", b"\xff\xfb", b"BM", b"<!--", b"<!doctype a [", b"<?"];
        let mut file = STARTS.get(start).copied().unwrap_or_default().to_vec();
        file.extend(bytes);
        for name in ["a.jpg", "a.zip", "a"] {
            let _ = judge_bytes(name, &file);
        }
    }
}
