public import Domain
public import Journal

/// One event of every type on the log, with every field filled.
public enum EventSamples {
    /// All of them, with the type's name on the log.
    public static func encoded() throws -> [EncodedEvent] {
        try jobs.map(JobDecider.encode) + parties.map(PartyDecider.encode)
            + engines.map(EngineDecider.encode) + tables.map(TableDecider.encode)
            + tracking.map(TrackingDecider.encode) + peers.map(PeerDecider.encode)
            + sites.map(SiteDecider.encode)
            + models.map(ModelDecider.encode)
    }

    static let component = Samples.name("hetero_lr_0")
    static let need = ResourceNeed(engine: "standalone", cores: 4, memory: 1 << 30)
    static let reason = WaitReason(
        code: .cores, party: Samples.host, wanted: ResourceAmount(cores: 4, memory: 3),
        free: ResourceAmount(cores: 2, memory: 1), jobs: [Samples.job],
        text: "host:10000 wants 4 cores, 2 of 20 are free")
    static let shortages = [
        WaitReason(
            code: .cores, party: Samples.host, wanted: ResourceAmount(cores: 4, memory: 3),
            free: ResourceAmount(cores: 2, memory: 1), jobs: [Samples.job],
            text: "host:10000 wants 4 cores, 2 of 20 are free",
            engine: EngineStanding(
                total: ResourceAmount(cores: 20, memory: 8),
                holders: [
                    JobFinding.Holder(
                        job: Samples.job, amount: ResourceAmount(cores: 18, memory: 7))
                ])),
        WaitReason(code: .memory, party: Samples.host, text: "no memory is free"),
    ]
    static let tableName = TableName(namespace: "experiment", name: "breast_hetero_guest")!

    public static let jobs: [JobEvent] = [
        .submitted(
            Samples.chain(
                ["reader_0", "hetero_lr_0"],
                parties: [Samples.guest, Samples.host, Samples.arbiter],
                limits: JobLimits(
                    priority: -3, timeoutSeconds: 600, queueTimeoutSeconds: 60,
                    taskSeconds: [component: 45]),
                retries: RetryPolicy(countMax: 2, delaySeconds: 30))),
        .partyCreated(Samples.host, need),
        .partyRefused(Samples.host, reason: "there is no table experiment/breast"),
        .partyUnanswered(Samples.host, reason: "no answer within 30 s"),
        .waitingExplained(
            [reason, WaitReason(code: .behind, party: nil, text: "older jobs wait")], position: 16),
        .startDecided(attempt: 2, position: 17),
        .startOverdue(attempt: 2),
        .startPauseEnded(attempt: 1),
        .partyReserved(Samples.guest, attempt: 2),
        .partyLacked(Samples.host, attempt: 2, shortages),
        .partyReleased(Samples.guest, attempt: 2),
        .started,
        .partyStarted(Samples.arbiter),
        .taskStarted(component, version: 1, position: 23),
        .taskReported(
            TaskReport(
                component: component, version: 1, party: Samples.host, status: .failed,
                reason: "was killed by signal 9")),
        .taskEnded(component, version: 1, .failed),
        .partyUnreachable(
            UnreachableParty(
                party: Samples.host, since: Timestamp(millisecondsSinceEpoch: 1_795_280_400_000),
                tasks: [TaskVersion(component: component, version: 1)], status: .failed,
                reason: "host-10000 did not answer for 600 s")),
        .limitReached(.run, position: 40),
        .taskLimitReached(component, version: 1, position: 41),
        .stopRequested(.canceled, reason: "asked by a user"),
        .ended(.failed, reason: "hetero_lr_0 ended as failed"),
        .partyClosed(Samples.host),
        .rerunRequested(
            JobRound(
                number: 2, tasks: [TaskVersion(component: component, version: 3)],
                leftOut: [Samples.name("evaluation_0")])),
        .partyReopened(Samples.host, round: 2, need),
        .partyDeclined(
            Samples.host, round: 2, reason: "no answer within 30 s", isUnanswered: true),
        .taskRetryScheduled(
            TaskRetry(
                component: component, version: 4,
                dueAt: Timestamp(millisecondsSinceEpoch: 1_795_280_400_000), retriesLeft: 1,
                reason: "was killed by signal 9")),
        .taskRetryReleased(component, version: 4),
        .parametersRevised(
            JobRevision(
                number: 1, conf: #"{"dsl_version":2}"#, parallelism: 2,
                limits: JobLimits(
                    priority: 4, timeoutSeconds: 600, queueTimeoutSeconds: 60,
                    taskSeconds: [component: 45]),
                retries: RetryPolicy(countMax: 3, delaySeconds: 5), components: [component])),
        .componentsInherited(
            JobInheritance(
                source: Samples.job, components: [.init(component: component, version: 2)])),
    ]

    public static let parties: [PartyEvent] = [
        .created(creation),
        .reserved(attempt: 2),
        .lacked(attempt: 2),
        .released(attempt: 2),
        .started,
        .taskStarting(
            component, version: 1, worker: "4f2a", tokenDigest: String(repeating: "ef", count: 32)),
        .taskLaunched(
            component, version: 1,
            WorkerIdentity(
                processID: 4242, startTicks: 123_456,
                bootID: "0d1f9c5e-7c2b-4f0e-9a3d-5b6c7d8e9f00")),
        .taskRunning(component, version: 1),
        .taskReported(component, version: 1, result),
        .taskStopRequested(component, version: 1, .canceled, reason: "another party failed"),
        .taskEnded(component, version: 1, .success, reason: ""),
        .ended(.success, reason: ""),
        .taskCreated(
            component, version: 2, autoRetries: 1, parameters: #"{"alpha":0.1}"#),
        .reopened(round: 2),
        .revised(
            PartyRevision(
                number: 1, conf: #"{"dsl_version":2}"#, jobParameters: #"{"auto_retries":3}"#,
                need: need, tasks: creation.tasks)),
        .noted("the run with the new tables"),
        .cleaned(PartyCleaning(components: [component], tables: [tableName])),
        .taskInherited(
            TaskInheritance(
                component: component, source: Samples.job, version: 2, result: result)),
    ]

    public static let engines: [EngineEvent] = [
        .registered(EngineSize(kind: "STANDALONE", cores: 20, memory: 1 << 34, nodes: 1)),
        .resized(EngineSize(kind: "STANDALONE", cores: 40, memory: 1 << 35, nodes: 2)),
        .reserved(
            ResourceHolder(job: Samples.job, party: Samples.host),
            ResourceAmount(cores: 4, memory: 1 << 30)),
        .released(ResourceHolder(job: Samples.job, party: Samples.host)),
    ]

    public static let tables: [TableEvent] = [
        .written(
            tableName, Samples.content, origin: TableOrigin(kind: "upload", task: "upload_0_0")),
        .deleted(tableName),
    ]

    public static let models: [ModelEvent] = [
        .created(
            ModelSource(
                job: Samples.job, party: Samples.guest, initiator: Samples.guest,
                modelID: "guest-9999#host-10000#model")),
        .componentSaved(
            ModelComponent(
                component: component, version: 1,
                model: ModelOutput(
                    name: "model", module: "HeteroLR",
                    digest: String(repeating: "ab", count: 32)))),
        .deployed(
            ModelDeployment(
                parentVersion: "202211010000000000000", dsl: #"{"components": {}}"#,
                trainedDSL: #"{"components": {"a": {"module": "Noop"}}}"#,
                trainedConf: #"{"dsl_version": 2}"#)),
    ]

    public static let tracking: [TrackingEvent] = [
        .logged(
            component, version: 1,
            MetricPoints(
                namespace: "train", name: "loss",
                points: [.init(key: 0, value: 0.6931471805599453), .init(key: 1, value: 0.5)])),
        .described(
            component, version: 1,
            MetricMeta(
                namespace: "train", name: "loss", type: "LOSS",
                attributes: ["unit_name": "iters"])),
        .progressed(component, version: 1, percent: 40),
    ]

    static let checkpoint = PeerCheckpoint(
        root: LogRoot(size: 20, root: String(repeating: "20", count: 32)), note: "bank\n20\n",
        key: "bank+c3ac9c6d+AQEB")

    public static let peers: [PeerEvent] = [
        .segmentImported(
            ImportedSegment(
                digest: String(repeating: "5e", count: 32), first: 11, last: 20, selection: "",
                roots: [
                    LogRoot(size: 10, root: String(repeating: "10", count: 32)),
                    LogRoot(size: 20, root: String(repeating: "20", count: 32)),
                ], key: "bank+c3ac9c6d+AQEB", eventCount: 10, withheldCount: 1)),
        .checkpointSeen(checkpoint), .checkpointCountersigned(checkpoint),
        .forkDetected(
            PeerFork(
                sign: .noContinuation, known: LogRoot(size: 20, root: checkpoint.root.root),
                knownNote: checkpoint.note,
                given: LogRoot(size: 30, root: String(repeating: "30", count: 32)),
                givenNote: "bank\n30\n")),
    ]

    public static let sites: [SiteEvent] = [
        .payloadsErased(
            Erasure(
                selection: .subject("account:alice"), reason: "asked for by the subject",
                positions: [3...3, 17...19])),
        .partyRouted(.party(PartyID(10000)), .site("http://10.0.0.7:9380")),
        .partyUnrouted(.party(PartyID(10000))),
        .queueOrdered(.backfill),
        .leaseTaken(
            Lease(
                epoch: 7,
                holder: LeaseHolder(
                    owner: "bank-1", processID: 4_711, address: "http://127.0.0.1:9380"))),
        .leaseReleased(epoch: 7),
    ]

    static let creation = PartyCreation(
        job: Samples.job, party: Samples.host, initiator: Samples.guest,
        parties: [Samples.guest, Samples.host], need: need,
        tasks: [
            PartyTaskPlan(
                component: component, module: "HeteroLR", provider: "fate@1.11.2",
                parties: [Samples.guest, Samples.host], parameters: #"{"alpha":0.01}"#,
                needRun: true,
                inputs: [
                    .init(
                        kind: .data, key: "train_data", component: Samples.name("reader_0"),
                        output: "data")
                ], dataOutputs: ["train"], modelOutput: "model")
        ], dsl: #"{"components":{}}"#, conf: #"{"dsl_version":2}"#, jobParameters: "{}")

    static let result = WorkerResult(
        status: .success, reason: "",
        tables: [
            TaskOutput(
                name: "train",
                table: TableName(namespace: "output_data_x_0", name: "4f2a")!,
                content: Samples.content)
        ],
        model: ModelOutput(
            name: "model", module: "HeteroLR", digest: String(repeating: "12", count: 32)),
        summary: #"{"auc":0.997}"#)
}
