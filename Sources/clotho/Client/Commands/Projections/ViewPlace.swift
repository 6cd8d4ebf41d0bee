import API
import ArgumentParser
import Domain
import EventStore
import NIOCore
import Projections

/// Where the views are: at a server, or in a data directory.
struct ViewPlace: ParsableArguments {
    enum Method { case get, post }

    @Option(help: "Work on this data directory instead of asking a server.")
    var dataDir: String?

    /// What a server answers, or what `body` finds in the directory, beside a server or without.
    func answer(
        _ options: ServerOptions, _ path: String, _ method: Method,
        _ body: (ViewStore, any EventLogReader) async throws -> JSONValue
    ) async throws -> JSONValue {
        guard let dataDir else { return try await ask(options, path, method) }
        return try await ViewDirectory(dataDir).reading(body)
    }

    func ask(
        _ options: ServerOptions, _ path: String, _ method: Method
    ) async throws -> JSONValue {
        try await options.connect { site in
            let reply =
                try await
                (method == .get ? site.get(path, []) : site.post(path, [:], within: .hours(1)))
            return try reply.accepted("look after the views").data
        }
    }
}

/// The log and the views of a data directory.
struct ViewDirectory {
    private let root: String

    init(_ root: String) { self.root = root }

    private var log: String { "\(root)/log" }
    private var views: String { "\(root)/views.sqlite" }

    /// Lends both for reading; a server may write them meanwhile.
    func reading(
        _ body: (ViewStore, any EventLogReader) async throws -> JSONValue
    ) async throws -> JSONValue {
        do {
            let log = try LMDBLogReader(path: log)
            let data = try await body(ViewStore(reading: views), log)
            await log.close()
            return data
        } catch {
            throw ClientError(.badInput, "Cannot read the views in \(root): \(error)")
        }
    }

    /// Makes the views anew, as the only process that writes in the directory.
    func rebuild() async throws -> JSONValue {
        do {
            // A directory without a log is refused, not made one.
            try await LMDBLogReader(path: log).close()
            let log = try LMDBEventLog(path: log, site: "site")
            let check = try await ViewRebuild(ViewStore(path: views), from: log).run()
            let head = log.head
            await log.close()
            return check?.json ?? ["position": .integer(Int64(clamping: head.number))]
        } catch EventLogError.inUse(_, _) {
            throw ClientError(
                .badInput,
                "A server runs on \(root). Ask it: clotho projections rebuild --server URL")
        } catch {
            throw ClientError(.badInput, "Cannot make the views in \(root): \(error)")
        }
    }
}
