import Glibc

/// Takes one line of a CSV file apart.
struct CSVLineParser {
    private let delimiter: [UInt8]

    init(delimiter: String) { self.delimiter = Array(delimiter.utf8) }

    /// Where the line that begins at `start` ends; `nil` when its end has not arrived.
    func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count else { return nil }
            guard let end = memchr(base + start, 0x0a, bytes.count - start) else { return nil }
            return UnsafeRawPointer(end) - base
        }
    }

    func dropByteOrderMark(_ line: inout [UInt8]) {
        if line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
    }

    /// Python's `rstrip()`, but for a delimiter that is white space itself.
    func stripRight(_ line: inout [UInt8]) {
        let blanks: [UInt8] = [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]
        while let last = line.last, blanks.contains(last), !delimiter.contains(last) {
            line.removeLast()
        }
    }

    func fieldCount(_ line: [UInt8]) -> Int {
        var count = 1
        var start = 0
        while let place = nextDelimiter(in: line, from: start) {
            count += 1
            start = place + delimiter.count
        }
        return count
    }

    /// The first field as key, the others as written as value.
    func splitID(_ line: [UInt8]) -> CSVRow {
        guard let place = nextDelimiter(in: line, from: 0) else {
            return CSVRow(key: line, value: [])
        }
        return CSVRow(key: Array(line[..<place]), value: Array(line[(place + delimiter.count)...]))
    }

    /// The fields of the first line; the id column alone may lack a name.
    func columnNames(_ line: [UInt8]) throws(CSVError) -> [String] {
        let names = fields(line)
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() {
            if name.isEmpty, place > 0 {
                throw CSVError(.badHeader, line: 1, "column \(place + 1) has no name; give it one")
            }
            if let earlier = places.updateValue(place, forKey: name) {
                throw CSVError(
                    .badHeader, line: 1,
                    "columns \(earlier + 1) and \(place + 1) are both named \(name); rename one")
            }
        }
        return names
    }

    func fields(_ line: [UInt8]) -> [String] {
        var fields: [String] = []
        var start = 0
        while let place = nextDelimiter(in: line, from: start) {
            fields.append(String(decoding: line[start..<place], as: UTF8.self))
            start = place + delimiter.count
        }
        fields.append(String(decoding: line[start...], as: UTF8.self))
        return fields
    }

    private func nextDelimiter(in line: [UInt8], from start: Int) -> Int? {
        line.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var place = start
            while place + delimiter.count <= bytes.count {
                guard
                    let found = memchr(base + place, Int32(delimiter[0]), bytes.count - place)
                else { return nil }
                place = UnsafeRawPointer(found) - base
                if delimiter.count == 1 || bytes[place...].starts(with: delimiter) { return place }
                place += 1
            }
            return nil
        }
    }
}
