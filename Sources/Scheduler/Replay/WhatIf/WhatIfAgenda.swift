import Domain

/// What is still to happen in a simulation: the earliest first, among equals what was planned first.
struct WhatIfAgenda {
    /// Something that happens.
    enum Happening {
        case order(QueuePolicy)
        case submit(Int)
        case create(JobID)
        case reserve(JobID, attempt: Int)
        case endTask(JobID, ComponentName)
        case stop(JobID)
        case expire(JobID)
        case release(JobID)
    }

    private struct Item {
        let time: Timestamp
        let number: Int
        let happening: Happening

        func isBefore(_ other: Item) -> Bool { (time, number) < (other.time, other.number) }
    }

    /// A binary heap.
    private var items: [Item] = []
    private var count = 0

    /// When the next thing happens; `nil` when nothing does.
    var next: Timestamp? { items.first?.time }

    mutating func add(_ happening: Happening, at time: Timestamp) {
        items.append(Item(time: time, number: count, happening: happening))
        count += 1
        var child = items.count - 1
        while child > 0, items[child].isBefore(items[(child - 1) / 2]) {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Happening? {
        guard let first = items.first else { return nil }
        items.swapAt(0, items.count - 1)
        items.removeLast()
        var parent = 0
        while true {
            let children = (2 * parent + 1)..<min(2 * parent + 3, max(items.count, 2 * parent + 1))
            let least = children.min { items[$0].isBefore(items[$1]) }
            guard let least, items[least].isBefore(items[parent]) else { break }
            items.swapAt(parent, least)
            parent = least
        }
        return first.happening
    }
}
