/// The columns that a place takes.
struct Column: Equatable {
    let x: Int
    let width: Int

    /// Where lines leave.
    var middle: Int { x + width / 2 }

    /// Where lines from these columns, sorted, enter.
    func ports(from sources: [Int]) -> [Int] {
        guard width > 2, sources != [middle] else { return sources.map { _ in middle } }
        let left = sources.count { $0 < middle }
        let right = sources.count { $0 > middle }
        let centre = sources.count - left - right
        let leftPorts = (0..<left).map { middle - 2 * (left - $0) }
        let rightPorts = (0..<right).map { middle + 2 * ($0 + 1) }
        let centrePorts = Array(repeating: middle, count: centre)
        return (leftPorts + centrePorts + rightPorts)
            .map { min(max($0, x + 1), x + width - 2) }
    }
}
