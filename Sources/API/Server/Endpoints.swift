import HTTPTypes

/// Every path of the site, by FATE's nouns.
enum Endpoints {
    static let all = [job, tracking, data, table, pipeline, log, site, worker].flatMap { $0 }

    private static let job = [
        Endpoint(.post, "/v1/job/submit", .json, JobSubmit.answer),
        Endpoint(.post, "/v1/job/stop", .json, JobStop.answer),
        Endpoint(.post, "/v1/job/query", .json, JobQueries.jobs),
        Endpoint(.post, "/v1/job/list/job", .json, JobQueries.jobList),
        Endpoint(.post, "/v1/job/task/query", .json, JobQueries.tasks),
        Endpoint(.post, "/v1/job/list/task", .json, JobQueries.taskList),
        Endpoint(.post, "/v1/job/config", .json, JobConfiguration.answer),
        Endpoint(.post, "/v1/job/data/view/query", .json, JobQueries.outputTables),
        Endpoint(.get, "/v1/job/show", .query, JobShow.answer),
        Endpoint(.post, "/v1/job/log/download", .json, JobLogs.download),
        Endpoint(.post, "/v1/job/log/path", .json, JobLogs.path),
        Endpoint(.get, "/v1/job/log", .json, JobLogs.download),
    ]

    private static let tracking = [
        Endpoint(.post, "/v1/tracking/component/metrics", .json, Metrics.names),
        Endpoint(.post, "/v1/tracking/component/metric/all", .json, Metrics.all),
        Endpoint(.post, "/v1/tracking/component/metric_data", .json, Metrics.one),
        Endpoint(.post, "/v1/tracking/component/parameters", .json, ComponentQueries.parameters),
        Endpoint(.post, "/v1/tracking/component/list", .json, ComponentQueries.list),
        Endpoint(.post, "/v1/tracking/component/summary/download", .json, ComponentQueries.summary),
        Endpoint(.post, "/v1/tracking/component/output/data", .json, OutputData.preview),
        Endpoint(.post, "/v1/tracking/component/output/data/table", .json, OutputData.tables),
        Endpoint(.get, "/v1/tracking/component/output/data/download", .json, OutputDownload.answer),
        Endpoint(.post, "/v1/tracking/job/data_view", .json, ComponentQueries.dataView),
    ]

    private static let data = [
        Endpoint(.post, "/v1/data/upload", .stream, DataUpload.answer),
        Endpoint(.post, "/v1/data/{operation}", .optionalJSON, DataUpload.unknown),
    ]

    private static let table = [
        Endpoint(.post, "/v1/table/table_info", .json, Tables.info),
        Endpoint(.post, "/v1/table/delete", .json, Tables.delete),
    ]

    private static let pipeline = [
        Endpoint(.post, "/v1/pipeline/dag/dependency", .json, Dependencies.answer)
    ]

    private static let log = [
        Endpoint(.get, "/v1/events", .query, EventStream.answer),
        Endpoint(.get, "/v1/log/stat", .query, LogStat.answer),
        Endpoint(.get, "/v1/log/checkpoint", .query, LogProofs.checkpoint),
        Endpoint(.get, "/v1/log/key", .query, LogProofs.key),
        Endpoint(.get, "/v1/log/inclusion", .query, LogProofs.inclusion),
        Endpoint(.get, "/v1/log/consistency", .query, LogProofs.consistency),
        Endpoint(.get, "/v1/log/tile/**", .query, LogProofs.tile),
    ]

    private static let site = [
        Endpoint(.post, "/v1/version/get", .optionalJSON, Versions.one),
        Endpoint(.post, "/v1/info/version", .optionalJSON, Versions.one),
        Endpoint(.post, "/v1/server/version/get", .optionalJSON, Versions.all),
        Endpoint(.post, "/v1/resource/query", .optionalJSON, Resources.answer),
        Endpoint(.get, "/health", .query, Health.answer),
    ]
}
