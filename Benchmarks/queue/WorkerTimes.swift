import Glibc

/// When the workers of one job began and ended, in milliseconds of the day of its first line.
struct WorkerTimes {
    /// When the first task began.
    let begin: Int
    /// When the last task ended.
    let end: Int
    /// From the end of each task to the start of the next.
    let gaps: [(start: Int, milliseconds: Int)]

    private static let day = 86_400_000

    /// Reads the log of the party; the tasks of the job ran one after another.
    init(of job: String, in data: String) throws {
        let path = "\(data)/logs/\(job)/guest/9999/INFO.log"
        let lines = try Self.lines(of: path)
        let begins = lines.filter { $0.contains(" begins, ") }.compactMap(Self.time)
        let ends = lines.filter { $0.contains(" ends: ") }.compactMap(Self.time)
        guard let begin = begins.first, let end = ends.last, begins.count == ends.count else {
            throw BenchError("\(path) does not hold the beginning and end of every task")
        }
        self.begin = begin
        self.end = end
        gaps = zip(ends, begins.dropFirst()).map { end, begin in
            (end, (begin - end + Self.day) % Self.day)
        }
    }

    /// The moment of a line such as `[INFO] [2024-01-31 23:59:59,123] …`.
    private static func time(of line: String) -> Int? {
        guard let clock = line.split(separator: "]").dropFirst().first?.split(separator: " ").last
        else { return nil }
        let parts = clock.split { ":,".contains($0) }.compactMap { Int($0) }
        guard parts.count == 4 else { return nil }
        return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1_000 + parts[3]
    }

    private static func lines(of path: String) throws -> [String] {
        guard let file = fopen(path, "r") else { throw BenchError("There is no \(path)") }
        defer { fclose(file) }
        var lines: [String] = []
        var line = [CChar](repeating: 0, count: 4096)
        while fgets(&line, Int32(line.count), file) != nil {
            lines.append(
                String(
                    decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        return lines
    }
}
