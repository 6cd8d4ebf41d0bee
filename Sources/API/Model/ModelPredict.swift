import Domain
import HummingbirdCore
import NIOCore
import Scheduler

/// `model/get/predict/dsl` and `model/get/predict/conf`: what predict jobs do with a deployed model.
enum ModelPredict {
    static func dsl(_ call: Call) async throws -> Reply {
        let (modelID, version, party) = try await ModelAddress.read(call, orElse: refusal)
        return .document(
            try await call.site.jobs.models.predictDSL(modelID, version, at: party), for: call)
    }

    static func conf(_ call: Call) async throws -> Reply {
        let (modelID, version, party) = try await ModelAddress.read(call, orElse: refusal)
        return .document(
            try await call.site.jobs.models.predictConf(modelID, version, at: party), for: call)
    }

    private static func refusal(_ message: String) -> Refusal { Refusal(status: 210, message) }
}

extension Reply {
    /// A document as data, or as the file that the request names with `filename`.
    static func document(_ json: JSONValue, for call: Call) -> Reply {
        guard let name = call.arguments.text("filename") else { return .success(json) }
        return .file(
            named: name.filter { !$0.isNewline && $0 != "/" }, type: "application/json",
            .init(byteBuffer: .init(bytes: json.utf8(indent: 4))))
    }
}
