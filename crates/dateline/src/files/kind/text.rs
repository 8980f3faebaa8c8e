//! Files without a signature: text, and what hides in it.

use super::table::*;
use super::{Kind, Look};

/// What a browser takes for a web page when it is left to guess (WHATWG MIME Sniffing §7.1), and
/// a few more elements that a page may begin with.
const PAGE_STARTS: &[&[u8]] = &[
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<iframe",
    b"<h1",
    b"<div",
    b"<font",
    b"<table",
    b"<a ",
    b"<style",
    b"<title",
    b"<b>",
    b"<br",
    b"<p>",
    b"<p ",
    b"<img",
    b"<link",
    b"<meta",
    b"<form",
    b"<frameset",
    b"<object",
    b"<embed",
    b"<base",
];

pub(super) fn look(head: &[u8], whole: bool) -> Look {
    let utf8 = is_utf8(head, whole);
    // UTF-16 has its mark; Excel writes it as "Unicode text".
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let binary = head.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127));
    if binary && !utf16 {
        return Look::Unknown;
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if starts(start, b"<?php") || start.starts_with(b"<?=") {
        return Look::Runs("a PHP script");
    }
    if starts(start, b"<%@") {
        return Look::Runs("a server's script");
    }
    let inner = after_prolog(start);
    if PAGE_STARTS.iter().any(|page| starts(inner, page)) || root_is(inner, "html") {
        return Look::Runs("a web page (HTML)");
    }
    if root_is(inner, "svg") {
        return Look::Known(SVG);
    }
    if starts(start, b"<?xml") {
        return Look::Known(XML);
    }
    Look::Text { utf8 }
}

/// Whether the head is UTF-8, where its end may cut a character in two.
fn is_utf8(head: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => !whole && error.error_len().is_none(),
    }
}

fn starts(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Whether this begins with the element of this name, in any namespace prefix.
fn root_is(bytes: &[u8], name: &str) -> bool {
    let Some(rest) = bytes.strip_prefix(b"<") else { return false };
    let end = rest
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
        .unwrap_or(rest.len());
    let tag = rest.get(..end).unwrap_or_default();
    let local = tag.rsplit(|byte| *byte == b':').next().unwrap_or(tag);
    local.eq_ignore_ascii_case(name.as_bytes())
}

/// What comes after the XML declaration, processing instructions, comments and a doctype that
/// is not HTML's.
fn after_prolog(mut bytes: &[u8]) -> &[u8] {
    // Enough for any real file; a head full of tiny comments is not worth the time.
    for _ in 0..100 {
        let end: &[u8] = if bytes.starts_with(b"<!--") {
            b"-->"
        } else if bytes.starts_with(b"<?") {
            b"?>"
        } else if starts(bytes, b"<!doctype") && !starts(bytes, b"<!doctype html") {
            // An internal subset may hold markup declarations with their own ">".
            let bracket = bytes.iter().position(|byte| *byte == b'[');
            let close = bytes.iter().position(|byte| *byte == b'>');
            if bracket < close && bracket.is_some() { b"]>" } else { b">" }
        } else {
            return bytes;
        };
        match bytes.windows(end.len()).position(|window| window == end) {
            Some(at) => bytes = bytes.get(at + end.len()..).unwrap_or_default().trim_ascii_start(),
            None => return bytes,
        }
    }
    bytes
}

/// Which text it is, is for the name to say: all of them are harmless.
pub(super) fn kind_by_extension(extension: &str, utf8: bool) -> Kind {
    let kind = match by_extension(extension) {
        Some(kind) if kind.media_type.starts_with("text/") || [JSON, SRT, XML].contains(&kind) => kind,
        _ => TXT,
    };
    // JSON is UTF-8 by definition, and its media type has no such parameter (RFC 8259 §11).
    Kind { utf8: utf8 && kind.media_type.starts_with("text/"), ..kind }
}
