"""PHP's serialize() format, as WordPress stores arrays in meta fields.

Lengths count bytes, not characters: a Persian title of five letters is `s:10`.
"""


def dumps(value):
    """Write a value as PHP's serialize() would."""
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return f"b:{int(value)};"
    if isinstance(value, int):
        return f"i:{value};"
    if isinstance(value, str):
        return f's:{len(value.encode())}:"{value}";'
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        body = "".join(dumps(key) + dumps(item) for key, item in value.items())
        return f"a:{len(value)}:{{{body}}}"
    raise TypeError(f"PHP cannot be written for {type(value).__name__}")


def loads(text):
    """Read a serialised value; ValueError names the byte where it is wrong."""
    data = text.encode()
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes left over at byte {end}")
    return value


def _value(data, at):
    kind = data[at : at + 1]
    if kind == b"N":
        return None, _expect(data, at + 1, b";")
    start = _expect(data, at + 1, b":")
    if kind in (b"i", b"b"):
        end = data.index(b";", start)
        return int(data[start:end]), end + 1
    end = data.index(b":", start)
    size = int(data[start:end])
    if kind == b"s":
        first = _expect(data, end + 1, b'"')
        after = _expect(data, first + size, b'";')
        return data[first : first + size].decode(), after
    if kind == b"a":
        at, result = _expect(data, end + 1, b"{"), {}
        for _ in range(size):
            key, at = _value(data, at)
            result[key], at = _value(data, at)
        return result, _expect(data, at, b"}")
    raise ValueError(f"unknown kind {kind!r} at byte {at}")


def _expect(data, at, wanted):
    if data[at : at + len(wanted)] != wanted:
        raise ValueError(f"expected {wanted!r} at byte {at}: a length is wrong")
    return at + len(wanted)
