import CZlib

/// Makes a damaged segment one that only looks good: frames, checksums, lengths and the footer fit
/// what is there, so that a reader gets to the fields behind them.
///
/// Frames are found by their tags, wherever a change has moved them. The columns of a block are
/// mended when they are one stored (not compressed) part of a zlib stream, as in the corpus: a
/// change in compressed bytes would get no further than zlib.
enum MendedSegment {
    private static let tags = ["HEAD", "BLCK", "INDX", "PROF", "ARTF", "DATA", "TRLR"]
        .map { Array($0.utf8) }
    private static let magic: [UInt8] = [0x89] + Array("CLOTHO\n".utf8)
    private static let headCount = 16
    private static let footerCount = 24

    static func bytes(_ input: [UInt8]) -> [UInt8] {
        let places = frames(of: input)
        guard let last = places.last else { return input }
        let end = max(last + headCount, input.count - footerCount)
        var mended = magic
        var trailer = 0
        for (place, next) in zip(places, places.dropFirst() + [end]) {
            let tag = Array(input[place..<place + 4])
            var body = Array(input[min(place + headCount, next)..<next].dropLast(4))
            if tag == tags[1] { mendBlock(&body) }
            trailer = mended.count
            append(tag, body, to: &mended)
        }
        let footer =
            bigEndian(UInt64(trailer)) + bigEndian(UInt64(mended.count + footerCount))
        return mended + footer + bigEndian(checksum(footer)) + Array("CEND".utf8)
    }

    /// Where the tags stand that have room for the head of a frame behind them.
    private static func frames(of input: [UInt8]) -> [Int] {
        var places: [Int] = []
        var place = 0
        while place + headCount <= input.count {
            let isTag = tags.contains { $0.elementsEqual(input[place..<place + 4]) }
            if isTag { places.append(place) }
            place += isTag ? headCount : 1
        }
        return places
    }

    private static func append(_ tag: [UInt8], _ body: [UInt8], to mended: inout [UInt8]) {
        let head = tag + bigEndian(UInt64(body.count))
        mended += head + bigEndian(checksum(head)) + body + bigEndian(checksum(body))
    }

    /// The lengths of the columns, packed and not, and what zlib keeps about them.
    private static func mendBlock(_ body: inout [UInt8]) {
        // Number of events, positions, two lengths; zlib's two bytes, the stored part's five.
        let (head, stored) = (28, 7)
        guard body.count >= head + stored + 4, body[head + 2] == 1 else { return }
        let told = body[24..<28].reduce(0) { $0 << 8 | Int($1) }
        let packed = min(max(told, stored + 4), body.count - head, 0xFFFF)
        let columns = head + stored..<head + packed - 4
        let count = UInt16(columns.count)
        body.replaceSubrange(20..<24, with: bigEndian(UInt32(count)))
        body.replaceSubrange(24..<28, with: bigEndian(UInt32(packed)))
        body.replaceSubrange(head..<head + 3, with: [0x78, 0x01, 1])
        body.replaceSubrange(
            head + 3..<head + stored,
            with: bigEndian(count.byteSwapped) + bigEndian((~count).byteSwapped))
        let sum = body[columns].withUnsafeBufferPointer {
            adler32(1, $0.baseAddress, uInt($0.count))
        }
        body.replaceSubrange(
            columns.upperBound..<columns.upperBound + 4, with: bigEndian(UInt32(sum)))
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) })
    }

    private static func bigEndian(_ number: some FixedWidthInteger & BitwiseCopyable) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
