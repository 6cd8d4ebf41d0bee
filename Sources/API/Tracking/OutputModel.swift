import Domain
import Projections
import Storage
import Wire

/// `tracking/component/output/model`: what a component has trained, with how it was trained.
enum OutputModel {
    static func answer(_ call: Call) async throws -> Reply {
        guard let task = try await call.task(),
            let row = try await call.site.views.outputModel(of: task),
            let digest = row["f_digest"]?.string
        else { return .success([:], "no data") }
        let blobs = try BlobStore(directory: call.site.directories.blobs)
        guard blobs.contains(digest) else {
            throw Refusal(
                .data,
                "the model \(digest) of \(task.component) is not in \(call.site.directories.blobs)")
        }
        let document = try JSONValue(parsing: blobs.get(digest)).object
        return .envelope(
            Envelope(
                data: document?["param"] ?? [:],
                meta: [
                    "meta_data": document?["meta"] ?? [:],
                    "module_name": document?["module"] ?? row["f_module"] ?? .null,
                ]))
    }
}
