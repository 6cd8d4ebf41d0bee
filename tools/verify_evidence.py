#!/usr/bin/env python3
"""Checks evidence files and segments of a Clotho log without any of Clotho's code.

verify_evidence.py [--key KEY] [--cosignature-key KEY]... FILE...

The formats are in docs/. Without --key the signature is checked with the key in the file, which shows that it
is whole, not whose it is. Ends with status 1 and names what is wrong when something is.
"""
import argparse, base64, bisect, functools, hashlib, itertools, pathlib, re, struct, sys, uuid, zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAGIC, END_MAGIC, UNPACKED_MAX, EVENTS_MAX = b"\x89CLOTHO\n", b"CEND", 32 << 20, 4096
FIRST_LINE = b"Clotho evidence, format 1\n"
BEGIN, END = b"\n-----BEGIN CLOTHO SEGMENT-----\n", b"-----END CLOTHO SEGMENT-----\n"

class Wrong(Exception):
    """What is wrong with a file."""
def need(holds, what):
    if not holds:
        raise Wrong(what)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "there is another way to write the same base 64")
    return data

def node(left, right):
    return sha(b"\x01", left, right)

class Reader:
    """Takes fields from bytes, one after the other."""

    def __init__(self, data, what):
        self.data, self.at, self.what = data, 0, what
    def take(self, count):
        need(0 <= count <= len(self.data) - self.at, f"{self.what} ends too early")
        self.at += count
        return self.data[self.at - count:self.at]
    def numbers(self, form):
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))
    def number(self, form):
        return self.numbers(form)[0]
    def varint(self):
        value, shift, byte = 0, 0, 0x80
        while byte & 0x80:
            byte = self.take(1)[0]
            value, shift = value | (byte & 0x7F) << shift, shift + 7
        need(value < 1 << 64 and shift <= 70, f"{self.what} holds a number that is too large")
        return value
    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)
    def text(self, form="H"):
        return self.take(self.number(form)).decode()
    def end(self):
        need(self.at == len(self.data), f"{self.what} goes on behind its end")

def read_envelope(data, where):
    """Checks the canonical bytes of an envelope; its origin position, site, stream and correlation id."""
    r = Reader(data, f"the envelope {where}")
    version, visibility, codec, _, zero, position, stream_version, _, identity, _ = r.numbers("HBBHHQQq16s32s")
    need((version, codec, zero) == (1, 1, 0) and visibility <= 2, f"{r.what} has an unknown format")
    need(identity[6] >> 4 == 7 and identity[8] >> 6 == 2, f"{r.what} has an id that is no UUID of version 7")
    need(position >= 1 and stream_version >= 1, f"{r.what} has no position")
    lengths = r.numbers("6H")
    need(min(lengths[:3]) >= 1 and max(lengths[:2]) <= 200 and max(lengths) <= 400, f"{r.what} has a text too long")
    _, site, stream, _, correlation, _ = texts = [r.take(n).decode() for n in lengths]
    need(not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(texts)), f"{r.what} holds a control character")
    r.end()
    return position, site, stream, correlation

def read_key(text):
    """A verifier key `name+id+base64`: its name, id, kind and public key."""
    name, digits, packed = (text.strip() + "++").split("+", 2)
    data = unbase64(packed.removesuffix("++"))
    key_id = sha(name.encode(), b"\n", data)[:4]
    need(len(data) == 33 and data[0] in (1, 4) and digits == key_id.hex(), f"{text} is no verifier key")
    return name, key_id, data[0], data[1:]

def read_note(data):
    """A C2SP signed note: its text and its signatures (name, key id, bytes)."""
    text, blank, lines = data.rpartition(b"\n\n")
    need(blank and lines.endswith(b"\n"), "the signed note has no signatures behind an empty line")
    matches = [re.fullmatch(r"\u2014 (\S+) (\S+)", line) for line in lines[:-1].decode().split("\n")]
    need(all(matches), "a signature line of the note is none")
    return text + b"\n", [(m[1], unbase64(m[2])[:4], unbase64(m[2])[4:]) for m in matches]

def check_signature(note, key, what):
    (text, signatures), (name, key_id, kind, public) = note, key
    own = [s for *signer, s in signatures if signer == [name, key_id]]
    need(own, f"{what} is not signed by {name} with the given key")
    for signature in own:
        head = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") if kind == 4 else b""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature[8 if kind == 4 else 0:], head + text)
        except (InvalidSignature, ValueError):
            raise Wrong(f"the signature of {name} is not one of {what}")

def decode_block(body, where):
    """The records of a block: (position, envelope bytes, salt and payload or None)."""
    r = Reader(body, f"the block {where}")
    count, first, last, unpacked, packed = r.numbers("IQQII")
    need(1 <= count <= EVENTS_MAX and 1 <= unpacked <= UNPACKED_MAX, f"{r.what} has no possible size")
    inflater = zlib.decompressobj()
    columns = inflater.decompress(r.take(packed), unpacked + 1)
    need(len(columns) == unpacked and inflater.eof and not inflater.unused_data, f"{r.what} unpacks to another length")
    c, plain, entries = Reader(columns, r.what), Reader(body[28 + packed:], r.what), []
    for _ in range(min(c.varint(), 7 * count)):
        number, form = divmod(c.varint(), 4)
        need(form == 0 or number < (0, 1, count, 0)[form], f"{r.what} has an unknown dictionary entry")
        entries.append((form, c.take(number) if form == 0 else number))
    pieces = [[c.varint() for _ in range(count)] for _ in range(7)]
    need(all(n < len(entries) for column in pieces for n in column), f"{r.what} names an entry that is not there")
    kinds = c.take(count)
    positions = [n + first for n in itertools.accumulate(c.varint() + (i > 0) for i in range(count))]
    need(positions[0] == first and positions[-1] == last, f"{r.what} does not hold {first} to {last}")
    origins = [position + c.zigzag() for position in positions]
    known, versions = {}, []
    for stream in pieces[3]:
        known[stream] = known.get(stream, 0) + 1 + c.zigzag()
        versions.append(known[stream])
    times = list(itertools.accumulate(c.zigzag() for _ in range(count)))
    ids = [((t & 0xFFFFFFFFFFFF) + c.zigzag()) & 0xFFFFFFFFFFFF for t in times]
    uuids = [plain.take(16) for form, _ in entries if form == 1][::-1]
    need(all(kind <= 1 for kind in kinds), f"{r.what} holds a record of an unknown kind")
    rests = [(plain.take(10), plain.take(32 if kind else 16), 0 if kind else c.varint()) for kind in kinds]
    payloads = [c.take(size) for _, _, size in rests]
    need((c.at, plain.at) == (unpacked, len(plain.data)), f"{r.what} holds more than its events")
    identity = [number.to_bytes(6, "big") + rest[0] for number, rest in zip(ids, rests)]
    ids = [v if f == 0 else uuids.pop() if f == 1 else identity[v] for f, v in entries]
    resolved = [v if f == 0 else str(uuid.UUID(bytes=v)).encode() for (f, _), v in zip(entries, ids)]
    for i in range(count):
        head, *texts = (resolved[column[i]] for column in pieces)
        content = None if kinds[i] else rests[i][1] + payloads[i]
        commitment = rests[i][1] if kinds[i] else sha(content)
        numbers = struct.pack(">QQQ", origins[i] % 2**64, versions[i] % 2**64, times[i] % 2**64)
        texts = struct.pack(">6H", *map(len, texts)) + b"".join(texts)
        yield positions[i], head + numbers + identity[i] + commitment + texts, content

def root_of(size, leaves, proof):
    """The root of a tree from some of its leaves and the subtrees between them, from left to right."""
    order, proof = sorted(leaves), iter(proof)

    def walk(start, count):
        if bisect.bisect_left(order, start) == bisect.bisect_left(order, start + count):
            return next(proof, b"")  # A missing hash makes another root.
        if count == 1:
            return leaves[start]
        half = 1 << (count - 1).bit_length() - 1
        left = walk(start, half)
        return node(left, walk(start + half, count - half))

    root = walk(0, size)
    return root if next(proof, None) is None else None  # A hash too many is none of this tree's.

def continues(old_size, old_root, new_size, new_root, path):
    """Whether a tree continues an older one, RFC 9162 2.1.4.2."""
    if old_size == new_size or old_size == 0:
        return not path and old_root == (new_root if old_size else sha())
    path = path if old_size & (old_size - 1) else [old_root] + path
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0] if path else b""
    for sibling in path[1:]:
        if fn & 1 or fn == sn:
            fr, sr = node(sibling, fr), node(sibling, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, sibling)
        fn, sn = fn >> 1, sn >> 1
    return old_size < new_size and sn == 0 and (fr, sr) == (old_root, new_root)

def frames(data):
    """Offset, tag and body of each frame, with both checksums checked."""
    at, stop = len(MAGIC), len(data) - 24
    need(data.startswith(MAGIC) and stop > at, "this is no segment, or a part of one")
    while at < stop:
        head, size = data[at:at + 16], int.from_bytes(data[at + 4:at + 12], "big")
        need(zlib.crc32(head[:12]) == int.from_bytes(head[12:], "big"), f"the head of the frame at offset {at} is damaged")
        body, end = data[at + 16:at + 16 + size], at + 16 + size
        need(len(body) == size and zlib.crc32(body) == int.from_bytes(data[end:end + 4], "big"),
             f"the frame {head[:4].decode(errors='replace')} at offset {at} is damaged or cut off")
        yield at, head[:4], body
        at = end + 4
    footer = data[stop:]
    need(at == stop and footer[20:] == END_MAGIC and zlib.crc32(footer[:16]) == int.from_bytes(footer[16:20], "big")
         and int.from_bytes(footer[8:16], "big") == len(data), "the footer is damaged")

def read_header(body):
    r = Reader(body, "the header")
    version, kind, packing, _, first, last = r.numbers("HBBqQQ")
    need(version == 1 and kind in (1, 2) and packing == 1, "the header has an unknown format")
    site, before, rules = r.text(), [], None
    if kind == 1:
        root, before = r.take(32), [r.take(32) for _ in range(r.number("B"))]
        need(len(before) == bin(first - 1).count("1"), "the tree before the segment has another shape")
        folded = functools.reduce(lambda right, left: node(left, right), before[::-1] or [sha()])
        need(folded == root, "the root before does not follow from its subtrees")
    else:
        r.text()
        rules = [(r.number("B"), r.text()) for _ in range(r.number("B"))]
        need(rules and all(kind in (1, 2, 3) for kind, _ in rules), "the selection has no rule that is known")
    r.end()
    return first, last, site, before, rules

def check_segment(data, key, cosigners):
    """Checks all of a segment; what it is, in words."""
    parts = list(frames(data))
    need(len(parts) >= 2 and parts[0][1] == b"HEAD" and parts[-1][1] == b"TRLR", "there is no header or no trailer")
    first, last, site, before, rules = read_header(parts[0][2])
    leaves, proof, blocks, indexes, artifacts, withheld, previous = {}, [], [], [], [], 0, first - 1
    for at, tag, body in parts[1:-1]:
        if tag == b"BLCK":
            events = list(decode_block(body, f"at offset {at}"))
            blocks.append(struct.pack(">QQQI", at, events[0][0], events[-1][0], len(events)))
            for position, raw, content in events:
                origin, of, stream, correlation = read_envelope(raw, f"of position {position}")
                need(previous < position <= last, f"position {position} is out of its order")
                need(of != site or origin == position, f"position {position} says it stands elsewhere")
                tests = {1: stream.__eq__, 2: stream.startswith, 3: correlation.__eq__}
                need(not rules or any(tests[kind](text) for kind, text in rules), f"{position} is not selected")
                leaves[position - 1], previous = sha(b"\0", raw), position
                withheld += content is None
        elif tag == b"INDX":
            need(body == b"".join(blocks[sum(n for _, n in indexes):]), "an index does not name the blocks before it")
            indexes.append((at, len(body) // 28))
        elif tag == b"PROF":
            proof += [body[n:n + 32] for n in range(0, len(body), 32)]
        elif tag == b"ARTF":
            artifacts.append((at, *struct.unpack(">32sQ", body), []))
        else:
            need(tag == b"DATA" and artifacts, f"a frame {tag} cannot stand at offset {at}")
            artifacts[-1][3].append(body)
    for _, digest, length, pieces in artifacts:
        need((sum(map(len, pieces)), sha(*pieces)) == (length, digest), f"the artifact {digest.hex()} is another")
    r = Reader(parts[-1][2], "the trailer")
    *counts, size = r.numbers("5Q")
    root, path = r.take(32), [r.take(32) for _ in range(r.number("B"))]
    note, brought = r.text("I").encode(), r.text()
    need(leaves and counts == [len(leaves), withheld, min(leaves) + 1, max(leaves) + 1], "the trailer counts other events")
    need(r.numbers("QQ") == (len(blocks), len(proof)), "the trailer counts other blocks or hashes")
    need([r.numbers("Q32sQ") for _ in range(r.number("I"))] == [a[:3] for a in artifacts], "the trailer names others")
    need([r.number("Q") for _ in range(r.number("I"))] == [at for at, _ in indexes]
         and sum(n for _, n in indexes) == len(blocks), "the trailer names other indexes")
    r.end()
    need(size >= last if rules else size == last == first + len(leaves) - 1 and not proof, "events are missing")
    need(root_of(size, leaves, before + proof) == root, "the events do not lead to the root: they or the root were changed")
    return check_checkpoint(note, brought, key, cosigners, site, size, root, path), len(leaves), withheld

def check_checkpoint(note, brought, key, cosigners, site, size, root, path):
    need(key is None or key.strip() == brought, f"the checkpoint is signed with {brought}, not with the given key")
    verifier, signed = read_key(brought), read_note(note)
    for signer in [verifier, *map(read_key, cosigners)]:
        check_signature(signed, signer, "the checkpoint")
    lines = signed[0].decode().split("\n")
    need(len(lines) >= 4 and lines[1].isdigit(), "the checkpoint is none")
    name = re.sub(r"[\s+%]", lambda m: "".join("%%%02x" % b for b in m[0].encode()), site)
    need(lines[0] == verifier[0] == name, f"the checkpoint of {lines[0]} is not one of {site}")
    need(continues(size, root, int(lines[1]), unbase64(lines[2]), path), "the checkpoint does not follow from the root")
    return verifier, lines[1]

def check_file(data, key, cosigners):
    statement = None
    if data.startswith(FIRST_LINE):
        note, begin, rest = data.partition(BEGIN)
        need(begin and rest.endswith(END), "the evidence is cut off: it holds no whole segment")
        statement, lines = read_note(note), rest[:-len(END)].split(b"\n")
        need(all(len(line) == 76 for line in lines[:-2]), "a line of the segment is not 76 characters long")
        data = unbase64(b"".join(lines).decode())
        ending = f"\nsegment sha256 {sha(data).hex()}\nsegment bytes {len(data)}\n"
        need(statement[0].endswith(ending.encode()), "the statement speaks of another segment")
    (verifier, size), events, withheld = check_segment(data, key, cosigners)
    if statement:
        check_signature(statement, verifier, "the statement")
    whose = "the given key" if key else "the key in the file, which only its site can confirm"
    return (f"sound: {events} events of {verifier[0]} ({withheld} without payload), checkpoint of {size} events, "
            f"{len(cosigners)} cosignatures checked, signed with {whose}")

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--key", help="the site's verifier key, from the site itself")
    parser.add_argument("--cosignature-key", action="append", default=[], help="of who must have countersigned")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options, status = parser.parse_args(), 0
    for path in options.files:
        try:
            print(f"{path}: {check_file(pathlib.Path(path).read_bytes(), options.key, options.cosignature_key)}")
        except (Wrong, OSError, ValueError, struct.error, zlib.error) as wrong:
            status = print(f"{path}: WRONG: {wrong}", file=sys.stderr) or 1
    sys.exit(status)

if __name__ == "__main__":
    main()
