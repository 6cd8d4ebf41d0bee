import Synchronization

/// The texts that many events of a log share, and their numbers: types and actors.
///
/// A log has a few hundred of them. Those who prepare appends give out numbers; the writer stores
/// what is new in the commit of the first event that uses it, and all with lower numbers, so a stored
/// number always has its text. A number never changes its meaning in a process: one that was
/// given out and not stored, as its append was refused, is stored with a later one.
///
/// Texts are told apart by their ``Spelling``.
final class SharedTexts: Sendable {
    fileprivate struct Known {
        var list = TextList()
        var numbers: [Spelling: UInt16] = [:]
    }

    /// Later texts have no number, and their events are stored complete.
    static let countMax = Int(UInt16.max)

    private let known = Mutex(Known())

    /// All texts that have a number.
    var list: TextList { known.withLock { $0.list } }

    /// The numbers of two texts, new ones if need be; `nil` when there are too many, or when one is
    /// no text that an event may have.
    func numbers(of first: String, _ second: String) -> (UInt16, UInt16)? {
        known.withLock { known in
            guard let first = known.number(of: first), let second = known.number(of: second) else {
                return nil
            }
            return (first, second)
        }
    }

    /// Takes over what the log holds; the list of one's own is kept when it goes on beyond.
    ///
    /// - Returns: False, and nothing is taken, when they are not the same as far as both go.
    func learn(_ list: TextList) -> Bool {
        known.withLock { known in
            guard known.list.agrees(with: list) else { return false }
            while known.list.count < list.count {
                known.add(list[known.list.count])
            }
            return true
        }
    }
}

extension SharedTexts.Known {
    fileprivate mutating func number(of text: String) -> UInt16? {
        if let number = numbers[Spelling(text)] { return number }
        guard list.count < SharedTexts.countMax, PlainText.accepts(text) else { return nil }
        return add(text.utf8)
    }

    @discardableResult
    fileprivate mutating func add(_ text: some Collection<UInt8>) -> UInt16 {
        let number = UInt16(list.count)
        list.append(text)
        numbers[Spelling(String(decoding: text, as: UTF8.self))] = number
        return number
    }
}
