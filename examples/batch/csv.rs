//! The remarks as RFC 4180 has it, but for the ends of lines: a row a remark.

use lastmile::Remark;

pub(crate) const HEAD: &[u8] = b"line,severity,code,pointer,found\n";

/// Adds a row.
pub(crate) fn row(line: u64, remark: &Remark, rows: &mut Vec<u8>) {
    let severity = remark.severity.to_string();
    let found = remark.found.to_string();
    rows.extend(line.to_string().bytes());
    for text in [severity.as_str(), remark.rule.code(), remark.pointer.as_str(), found.as_str()] {
        rows.push(b',');
        cell(text, rows);
    }
    rows.push(b'\n');
}

fn cell(text: &str, rows: &mut Vec<u8>) {
    if !text.contains(['"', ',', '\n', '\r']) {
        rows.extend(text.bytes());
        return;
    }
    rows.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            rows.push(b'"');
        }
        rows.push(byte);
    }
    rows.push(b'"');
}
