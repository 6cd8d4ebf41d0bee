/// What can be asked of a table.
public enum TableCommand: Hashable, Sendable {
    /// Gives the table content. `replacing` must be true when it has some already.
    case write(TableName, TableContent, origin: TableOrigin, replacing: Bool)
    /// Forgets the table.
    case delete
}

/// Where a table's rows came from.
public struct TableOrigin: Hashable, Sendable {
    /// FATE's word: `upload` or `output`.
    public let kind: String
    /// The task that wrote it.
    public let task: String

    /// Makes an origin.
    public init(kind: String, task: String) {
        self.kind = kind
        self.task = task
    }
}

/// What happened to a table.
public enum TableEvent: Hashable, Sendable {
    case written(TableName, TableContent, origin: TableOrigin)
    case deleted(TableName)
}

/// A table as its events tell it.
public struct TableState: Hashable, Sendable {
    /// The name; `nil` before the first write.
    public internal(set) var name: TableName?
    /// The rows; `nil` when there are none (yet, or any more).
    public internal(set) var content: TableContent?
}

/// Why a table refuses a command.
public enum TableRejection: Error, Hashable, Sendable {
    /// It has rows, and the command did not say to replace them.
    case exists(TableName)
    case unknownTable
}

/// The rules of a table at one site.
public enum TableDecider: Decider {
    public static let initialState = TableState()

    public static func decide(
        _ command: TableCommand, _ state: TableState
    ) throws(TableRejection) -> [TableEvent] {
        switch command {
        case .write(_, let content, _, _) where state.content == content:
            return []
        case .write(let name, _, _, let isReplacing) where state.content != nil && !isReplacing:
            throw .exists(name)
        case .write(let name, let content, let origin, _):
            return [.written(name, content, origin: origin)]
        case .delete:
            guard let name = state.name, state.content != nil else { throw .unknownTable }
            return [.deleted(name)]
        }
    }

    public static func evolve(_ state: inout TableState, _ event: TableEvent) {
        switch event {
        case .written(let name, let content, _):
            state.name = name
            state.content = content
        case .deleted:
            state.content = nil
        }
    }
}
