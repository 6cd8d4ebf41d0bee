import Domain
import HTTPTypes
import Hummingbird
import Projections
import Scheduler
import Storage
import Wire

/// `data/upload`: a file of the client, or one at the site, becomes a table.
enum DataUpload {
    static func answer(_ call: Call) async throws -> Reply {
        let contentType = HeaderParameters(call.request.headers[.contentType] ?? "")
        guard contentType.value.lowercased() == "multipart/form-data" else {
            return try await fromSite(call)
        }
        guard let boundary = contentType["boundary"], !boundary.isEmpty else {
            throw MultipartError("the Content-Type of the form has no boundary")
        }
        return try await fromClient(call, boundary: boundary)
    }

    static func unknown(_ call: Call) async throws -> Reply {
        throw Refusal(
            status: 400, "Cannot support this operating: \(call.path["operation"] ?? "")")
    }

    private static func fromClient(_ call: Call, boundary: String) async throws -> Reply {
        let site = call.site
        let query = UploadQuery.members(of: call.request.uri.query) ?? [:]
        if let early = try? UploadParameters(query), let table = try? early.table() {
            try await refuseExisting(table, early, site)
        }
        var receiver = UploadReceiver(
            into: site.directories.uploads, named: call.id, bytesMax: site.limits.uploadBytesMax,
            members: query
        ) { members in
            guard let known = try? UploadParameters(members), (try? known.requireAll()) != nil
            else { return nil }
            return try? format(known, site)
        }
        let form = try await receiver.receive(call.request.body, boundary: boundary)
        guard let file = form.file else {
            throw Refusal(.exception, "KeyError('file'): the form has no part named file")
        }
        let parameters = try await checked(form.members, site)
        try file.finish(format: try format(parameters, site))
        do {
            let reply = try await submit(parameters, file: file.path, call)
            file.keep()
            return reply
        } catch let error where !(error is SubmissionError) {
            // The job may have been accepted all the same; the sweeper knows.
            file.keep()
            throw error
        }
    }

    /// A JSON body with `use_local_data: 0`, and the old client's JSON body.
    private static func fromSite(_ call: Call) async throws -> Reply {
        guard let members = try await Endpoint.members(of: call.request, call.site.limits),
            Arguments(members)["file"] != nil || Arguments(members).flag("use_local_data") == false
        else {
            throw Refusal(
                .exception, "there is neither a file part nor use_local_data 0 with a path in file")
        }
        let parameters = try await checked(members, call.site)
        try parameters.require(["file"])
        let file = Arguments(members).text("file") ?? ""
        try UploadedFile.check(file, try format(parameters, call.site))
        return try await submit(parameters, file: file, call)
    }

    private static func checked(_ members: JSONObject, _ site: Site) async throws
        -> UploadParameters
    {
        let parameters = try UploadParameters(members)
        try parameters.requireAll()
        try await refuseExisting(try parameters.table(), parameters, site)
        return parameters
    }

    private static func refuseExisting(
        _ table: TableName, _ parameters: UploadParameters, _ site: Site
    ) async throws {
        guard !parameters.replaces, try await site.views.table(table) != nil else { return }
        throw Refusal(
            .exception,
            "The data table already exists."
                + "If you still want to continue uploading, please add the parameter --drop")
    }

    private static func format(_ parameters: UploadParameters, _ site: Site) throws -> CSVFormat {
        let defaults = site.modules["Upload"]?.parameters ?? [:]
        do {
            return try site.uploadFormat(parameters.component(file: "/", over: defaults))
        } catch {
            throw Refusal.argument("\(error)")
        }
    }

    private static func submit(
        _ parameters: UploadParameters, file: String, _ call: Call
    ) async throws -> Reply {
        let table = try parameters.table()
        return try await JobSubmit.reply(
            to: call, dsl: UploadParameters.dsl, conf: parameters.conf(file: file),
            adding: [
                "table_name": .string(table.name), "namespace": .string(table.namespace),
            ])
    }
}

extension UploadParameters {
    /// What FATE wants beside the file.
    fileprivate func requireAll() throws(Refusal) {
        try require(["namespace", "name", "head", "partition"])
    }
}
