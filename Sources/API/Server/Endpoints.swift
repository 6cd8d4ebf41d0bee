import HTTPTypes

/// Every path of the site, by FATE's nouns.
enum Endpoints {
    static let all = [
        job, tracking, data, table, model, pipeline, log, site, party, federation, projections,
        worker,
    ]
    .flatMap { $0 }

    private static let job = [
        Endpoint(.post, "/v1/job/submit", .json, JobSubmit.answer),
        Endpoint(.post, "/v1/job/check", .json, JobPreflight.answer),
        Endpoint(.post, "/v1/job/stop", .json, JobStop.answer),
        Endpoint(.post, "/v1/job/rerun", .json, JobRerun.answer),
        Endpoint(.post, "/v1/job/clean", .json, JobClean.answer),
        Endpoint(.post, "/v1/job/clean/queue", .optionalJSON, JobCleanQueue.answer),
        Endpoint(.post, "/v1/job/update", .json, JobNotes.answer),
        Endpoint(.post, "/v1/job/parameter/update", .json, JobParameterUpdate.answer),
        Endpoint(.post, "/v1/job/query", .json, past: .job, JobQueries.jobs),
        Endpoint(.post, "/v1/job/list/job", .json, past: .everything, JobQueries.jobList),
        Endpoint(.post, "/v1/job/task/query", .json, past: .job, JobQueries.tasks),
        Endpoint(.post, "/v1/job/list/task", .json, past: .job, JobQueries.taskList),
        Endpoint(.post, "/v1/job/config", .json, past: .job, JobConfiguration.answer),
        Endpoint(.post, "/v1/job/data/view/query", .json, past: .job, JobQueries.outputTables),
        Endpoint(.post, "/v1/job/dsl/generate", .json, reads: true, JobDSL.generate),
        Endpoint(.get, "/v1/job/show", .query, past: .job, JobShow.answer),
        Endpoint(.get, "/v1/job/why", .query, past: .everything, JobWhy.answer),
        Endpoint(.get, "/v1/job/diff", .query, past: .everything, JobDiffing.answer),
        Endpoint(.post, "/v1/job/log/download", .json, reads: true, JobLogs.download),
        Endpoint(.post, "/v1/job/log/path", .json, reads: true, JobLogs.path),
        Endpoint(.get, "/v1/job/log", .json, reads: true, JobLogs.download),
        Endpoint(.get, "/v1/job/evidence", .query, reads: true, JobEvidenceFile.answer),
    ]

    private static let tracking = [
        Endpoint(.post, "/v1/tracking/component/metrics", .json, past: .job, Metrics.names),
        Endpoint(.post, "/v1/tracking/component/metric/all", .json, past: .job, Metrics.all),
        Endpoint(.post, "/v1/tracking/component/metric_data", .json, past: .job, Metrics.one),
        Endpoint(
            .post, "/v1/tracking/component/parameters", .json, past: .job,
            ComponentQueries.parameters),
        Endpoint(.post, "/v1/tracking/component/list", .json, past: .job, ComponentQueries.list),
        Endpoint(
            .post, "/v1/tracking/component/summary/download", .json, past: .job,
            ComponentQueries.summary),
        Endpoint(
            .post, "/v1/tracking/component/output/data", .json, past: .job, OutputData.preview),
        Endpoint(
            .post, "/v1/tracking/component/output/data/table", .json, past: .job, OutputData.tables),
        Endpoint(
            .post, "/v1/tracking/component/output/model", .json, past: .job, OutputModel.answer),
        Endpoint(
            .get, "/v1/tracking/component/output/data/download", .json, past: .job,
            OutputDownload.answer),
        Endpoint(.post, "/v1/tracking/job/data_view", .json, past: .job, ComponentQueries.dataView),
    ]

    private static let data = [
        Endpoint(.post, "/v1/data/upload", .stream, DataUpload.answer),
        Endpoint(.post, "/v1/data/{operation}", .optionalJSON, DataUpload.unknown),
    ]

    private static let table = [
        Endpoint(.post, "/v1/table/table_info", .json, past: .table, Tables.info),
        Endpoint(.post, "/v1/table/delete", .json, Tables.delete),
    ]

    private static let model = [
        Endpoint(.post, "/v1/model/query", .optionalJSON, past: .everything, ModelQueries.models),
        Endpoint(.post, "/v1/model/deploy", .json, ModelDeploy.answer),
        Endpoint(.post, "/v1/model/get/predict/dsl", .json, reads: true, ModelPredict.dsl),
        Endpoint(.post, "/v1/model/get/predict/conf", .json, reads: true, ModelPredict.conf),
    ]

    private static let pipeline = [
        Endpoint(.post, "/v1/pipeline/dag/dependency", .json, past: .job, Dependencies.answer)
    ]

    private static let log = [
        Endpoint(.get, "/v1/events", .query, reads: true, EventStream.answer),
        Endpoint(.get, "/v1/log/stat", .query, reads: true, LogStat.answer),
        Endpoint(.get, "/v1/log/query", .query, reads: true, LogQuery.answer),
        Endpoint(.get, "/v1/log/event", .query, reads: true, LogCauses.event),
        Endpoint(.get, "/v1/log/causes", .query, reads: true, LogCauses.causes),
        Endpoint(.get, "/v1/log/effects", .query, reads: true, LogCauses.effects),
        Endpoint(.post, "/v1/log/bisect", .json, reads: true, LogBisect.answer),
        Endpoint(.get, "/v1/log/export", .query, reads: true, LogExport.answer),
        Endpoint(.post, "/v1/log/import", .stream, LogImport.answer),
        Endpoint(.post, "/v1/log/erase", .json, LogErase.answer),
        Endpoint(.get, "/v1/log/verify", .query, reads: true, LogVerify.answer),
        Endpoint(.get, "/v1/log/checkpoint", .query, reads: true, LogProofs.checkpoint),
        Endpoint(.get, "/v1/log/key", .query, reads: true, LogProofs.key),
        Endpoint(.get, "/v1/log/inclusion", .query, reads: true, LogProofs.inclusion),
        Endpoint(.get, "/v1/log/consistency", .query, reads: true, LogProofs.consistency),
        Endpoint(.get, "/v1/log/tile/**", .query, reads: true, LogProofs.tile),
    ]

    private static let projections = [
        Endpoint(.get, "/v1/projections/status", .query, reads: true, ProjectionCalls.status),
        Endpoint(
            .post, "/v1/projections/verify", .optionalJSON, reads: true, ProjectionCalls.verify),
        Endpoint(.post, "/v1/projections/rebuild", .optionalJSON, ProjectionCalls.rebuild),
    ]

    private static let party = [
        Endpoint(.get, "/v1/party/list", .query, past: .everything, PartyRoutes.list),
        Endpoint(.post, "/v1/party/add", .json, PartyRoutes.add),
        Endpoint(.post, "/v1/party/remove", .json, PartyRoutes.remove),
        Endpoint(.post, "/v1/party/ping", .optionalJSON, PartyRoutes.ping),
    ]

    private static let site = [
        Endpoint(.post, "/v1/version/get", .optionalJSON, reads: true, Versions.one),
        Endpoint(.post, "/v1/info/version", .optionalJSON, reads: true, Versions.one),
        Endpoint(.post, "/v1/server/version/get", .optionalJSON, reads: true, Versions.all),
        Endpoint(.post, "/v1/resource/query", .optionalJSON, past: .engines, Resources.answer),
        Endpoint(.get, "/v1/peer/list", .query, past: .everything, Peers.list),
        Endpoint(.get, "/v1/site/status", .query, reads: true, SiteStatus.status),
        Endpoint(.get, "/v1/site/leases", .query, past: .everything, SiteStatus.leases),
        Endpoint(.get, "/health", .query, reads: true, Health.answer),
    ]
}
