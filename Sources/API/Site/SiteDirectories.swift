/// Where a site keeps its files.
public struct SiteDirectories: Hashable, Sendable {
    /// The event log.
    public var log: String
    /// What workers and the site write about jobs: `<job>/<role>/<party>/….log`.
    public var jobLogs: String
    /// DSL and conf of jobs, as files that people look for (FATE's `jobs`).
    public var jobs: String
    /// Artifacts by digest, such as models.
    public var blobs: String
    /// Files that clients are uploading, or that a job still has to read.
    public var uploads: String

    /// The usual places below one directory.
    public init(data: String) {
        log = "\(data)/log"
        jobLogs = "\(data)/logs"
        jobs = "\(data)/jobs"
        blobs = "\(data)/blobs"
        uploads = "\(data)/uploads"
    }
}

/// What a client may send, in bytes.
public struct APILimits: Hashable, Sendable {
    /// The largest JSON body.
    public var jsonBytesMax: Int
    /// The largest uploaded file.
    public var uploadBytesMax: Int
    /// The largest message between workers.
    public var messageBytesMax: Int

    /// Makes limits.
    public init(
        jsonBytesMax: Int = 32 << 20, uploadBytesMax: Int = 10 << 30,
        messageBytesMax: Int = 256 << 20
    ) {
        self.jsonBytesMax = jsonBytesMax
        self.uploadBytesMax = uploadBytesMax
        self.messageBytesMax = messageBytesMax
    }
}
