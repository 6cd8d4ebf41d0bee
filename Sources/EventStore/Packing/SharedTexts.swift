import Synchronization

/// The texts that many events of a log share, and their numbers: types and actors.
///
/// A log has a few hundred of them. Those who prepare appends give out numbers; the writer stores
/// what is new in the commit of the first event that may use it, so a stored number always has its
/// text. A number never changes its meaning in a process: one that was given out and not stored, as
/// the commit failed, is stored with the next.
final class SharedTexts: Sendable {
    fileprivate struct Known {
        var list = TextList()
        var numbers: [String: UInt16] = [:]
    }

    /// Later texts have no number, and their events are stored complete.
    static let countMax = Int(UInt16.max)

    private let known = Mutex(Known())

    /// All texts that have a number.
    var list: TextList { known.withLock { $0.list } }

    /// The numbers of two texts, new ones if need be; `nil` when there are too many.
    func numbers(of first: String, _ second: String) -> (UInt16, UInt16)? {
        known.withLock { known in
            guard let first = known.number(of: first), let second = known.number(of: second) else {
                return nil
            }
            return (first, second)
        }
    }

    /// Takes over what the log holds; the list of one's own is kept when it goes on beyond.
    func learn(_ list: TextList) {
        known.withLock { known in
            while known.list.count < list.count {
                known.add(String(decoding: list[known.list.count], as: UTF8.self))
            }
        }
    }
}

extension SharedTexts.Known {
    fileprivate mutating func number(of text: String) -> UInt16? {
        if let number = numbers[text] { return number }
        guard list.count < SharedTexts.countMax else { return nil }
        return add(text)
    }

    @discardableResult
    fileprivate mutating func add(_ text: String) -> UInt16 {
        let number = UInt16(list.count)
        list.append(text.utf8)
        numbers[text] = number
        return number
    }
}
