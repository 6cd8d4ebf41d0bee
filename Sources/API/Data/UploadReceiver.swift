import Domain
import Hummingbird
import NIOCore
import Storage
import Wire

/// Receives a form with a file.
struct UploadReceiver {
    /// What came.
    struct Form {
        let members: JSONObject
        let file: UploadedFile?
    }

    /// The most bytes that the plain fields of a form may have together.
    static let fieldBytesMax = 1 << 20

    private let directory: String
    private let name: String
    private let bytesMax: Int
    private let format: (JSONObject) -> CSVFormat?
    private var members: JSONObject
    private var file: UploadedFile?
    private var part: MultipartHeader?
    private var field: [UInt8] = []
    private var fieldBytes = 0

    /// - Parameters:
    ///   - members: what the query says; a field of the form never changes it.
    ///   - format: the format of the file if the members that have come suffice to know it.
    init(
        into directory: String, named name: String, bytesMax: Int, members: JSONObject,
        format: @escaping (JSONObject) -> CSVFormat?
    ) {
        self.directory = directory
        self.name = name
        self.bytesMax = bytesMax
        self.members = members
        self.format = format
    }

    /// Reads the whole body.
    mutating func receive(_ body: RequestBody, boundary: String) async throws -> Form {
        var parser = MultipartParser(boundary: boundary)
        for try await bytes in body {
            for event in try parser.feed(bytes.readableBytesView) { try take(event) }
        }
        try parser.finish()
        return Form(members: members, file: file)
    }

    private mutating func take(_ event: MultipartParser.Event) throws {
        switch event {
        case .part(let header):
            part = header
            if header.isFile {
                guard file == nil else {
                    throw MultipartError("the form has two files; upload one table at a time")
                }
                try FileSystem.makeDirectories(directory)
                file = try UploadedFile(
                    path: "\(directory)/\(name).csv", bytesMax: bytesMax, format: format(members))
            }
        case .content(let bytes) where part?.isFile == true:
            try file?.append(bytes)
        case .content(let bytes):
            fieldBytes += bytes.count
            guard fieldBytes <= Self.fieldBytesMax else {
                throw MultipartError("the fields of the form are longer than a MiB together")
            }
            field += bytes
        case .partEnd:
            if let part, !part.isFile, members[part.name] == nil {
                members[part.name] = .string(String(decoding: field, as: UTF8.self))
            }
            field = []
        }
    }
}

extension MultipartHeader {
    /// Clients send the path of the file as a text field of the same name.
    fileprivate var isFile: Bool { name == "file" && fileName != nil }
}
