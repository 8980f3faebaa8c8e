//! Bytes into a coding and back.

use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::accept::Encoding;
use super::etag::Effort;

/// Level 3: 24 KB of HTML in well under a millisecond. Its window is 2 MiB; RFC 9659 lets a
/// browser refuse more than 8.
const ZSTD_LEVEL: i32 = 3;
/// From quality 5 on brotli uses contexts; 6 and more cost twice the time for a percent.
const BROTLI_QUALITY: i32 = 5;
/// 4 MiB, the default of the reference encoder (as a power of two).
const BROTLI_WINDOW: i32 = 22;

/// The body in a coding, in no more memory than it needs: encoders hand over buffers made for the
/// worst case, which would cost three times what the cache counts.
pub(super) fn encode(body: &[u8], encoding: Encoding, effort: Effort) -> io::Result<Box<[u8]>> {
    let coded = match encoding {
        Encoding::Identity => body.to_vec(),
        Encoding::Zstd => zstd::bulk::compress(body, ZSTD_LEVEL)?,
        Encoding::Gzip => {
            let level = match effort {
                Effort::First => 1,
                Effort::Best => 6,
            };
            let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::new(level));
            encoder.write_all(body)?;
            encoder.finish()?
        }
        Encoding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: body.len(),
                ..Default::default()
            };
            let mut encoded = Vec::with_capacity(body.len() / 4);
            brotli::BrotliCompress(&mut &*body, &mut encoded, &parameters)?;
            encoded
        }
    };
    Ok(coded.into_boxed_slice())
}

/// The body in no coding, which is `length` bytes long.
pub(super) fn decode(coded: &[u8], encoding: Encoding, length: usize) -> io::Result<Vec<u8>> {
    match encoding {
        Encoding::Identity => Ok(coded.to_vec()),
        Encoding::Zstd => zstd::bulk::decompress(coded, length),
        Encoding::Gzip => {
            let mut body = Vec::with_capacity(length);
            GzDecoder::new(coded).read_to_end(&mut body)?;
            Ok(body)
        }
        Encoding::Brotli => {
            let mut body = Vec::with_capacity(length);
            brotli::BrotliDecompress(&mut &*coded, &mut body)?;
            Ok(body)
        }
    }
}
