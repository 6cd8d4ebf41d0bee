import Domain
import Scheduler

/// What must hold of a job at one party.
enum PartyRules {
    /// The rules of one event.
    static func check(
        _ event: PartyEvent, _ before: PartyState, _ after: PartyState
    ) throws(BrokenRule) {
        let isVoid = before.creation == nil && after.status.isInterrupt
        try BrokenRule.unless(
            before.status == after.status || before.status.canBecome(after.status) || isVoid,
            "party \(name(after)): \(before.status) cannot become \(after.status) by \(event)")
        try BrokenRule.unless(
            after.lastAttempt >= before.lastAttempt,
            "party \(name(after)): attempt \(before.lastAttempt) became \(after.lastAttempt)")
        if case .cleaned = event { try checkCleaning(before) }
        for (component, known) in before.runs {
            guard let run = after.runs[component] else { continue }
            try BrokenRule.unless(
                known.inheritedFrom == nil || run == known || run.version > known.version,
                "\(component) of \(name(after)) was taken over and changes by \(event)")
            try BrokenRule.unless(
                run.version >= known.version,
                "\(component): version \(known.version) became \(run.version)")
            try BrokenRule.unless(
                run.version > known.version || !known.status.isEnd || run.status == known.status,
                "\(component) of \(name(after)): \(known.status) became \(run.status) by \(event)")
        }
    }

    /// The tasks that are at work take no more cores than the party's job has (spec 11).
    private static func checkCores(_ state: PartyState) throws(BrokenRule) {
        guard let most = state.creation?.parallelismMax else { return }
        let atWork = state.componentsAtWork
        try BrokenRule.unless(
            atWork.count <= most,
            "\(name(state)) has cores for \(most) tasks, at work are \(atWork)")
    }

    /// Nothing of a job that goes on is thrown away.
    private static func checkCleaning(_ state: PartyState) throws(BrokenRule) {
        try BrokenRule.unless(
            state.status.isEnd && state.componentsAtWork.isEmpty,
            "\(name(state)) is cleaned while it is \(state.status)")
    }

    /// The rules after a commit: who has ended holds nothing and has nobody at work, who has
    /// reserved holds its cores, and has no more tasks at work than it holds them for.
    static func check(
        settled state: PartyState, _ holder: ResourceHolder, _ engines: [String: EngineState]
    ) throws(BrokenRule) {
        guard let creation = state.creation else { return }
        let held = engines[creation.need.engine]?.holdings[holder]?.cores ?? 0
        let wanted = state.reservedAttempt == nil ? 0 : creation.need.cores
        try BrokenRule.unless(
            held == wanted, "\(name(state)) holds \(held) cores, not \(wanted)")
        try checkCores(state)
        guard state.status.isEnd else { return }
        try BrokenRule.unless(
            state.componentsAtWork.isEmpty,
            "\(name(state)) ended while \(state.componentsAtWork) are at work")
        try BrokenRule.unless(held == 0, "\(name(state)) ended and holds \(held) cores")
    }

    /// The rules of a worker process that starts: its run waits for it, and the party has its
    /// cores.
    static func check(
        launchOf order: WorkerOrder, _ state: PartyState?, _ holder: ResourceHolder,
        _ engines: [String: EngineState]
    ) throws(BrokenRule) {
        guard let state, let creation = state.creation else {
            throw BrokenRule("a worker of \(order.party) starts for a job that it does not know")
        }
        let run = state.runs[order.task.component]
        try BrokenRule.unless(
            run?.version == order.task.version && run?.worker == order.worker,
            "a worker of \(order.task) starts, the newest run is \(String(describing: run))")
        try BrokenRule.unless(
            run?.inheritedFrom == nil, "a worker of \(order.task) starts, which was taken over")
        let held = engines[creation.need.engine]?.holdings[holder]?.cores ?? 0
        try BrokenRule.unless(
            held == creation.need.cores,
            "a worker of \(name(state)) starts while it holds \(held) of \(creation.need.cores)")
    }

    private static func name(_ state: PartyState) -> String {
        state.creation.map { "\($0.job) of \($0.party)" } ?? "a job that was not created"
    }
}

/// What must hold of a compute engine.
enum EngineRules {
    /// Nobody holds cores but parties of jobs that go on, and all together not more than there are.
    static func check(
        _ engine: EngineState, _ parties: [ResourceHolder: PartyState]
    ) throws(BrokenRule) {
        let free = engine.free
        try BrokenRule.unless(free.cores >= 0, "\(-free.cores) cores too many are held")
        try BrokenRule.unless(free.memory >= 0, "\(-free.memory) bytes too many are held")
        for (holder, holding) in engine.holdings {
            guard let state = parties[holder], !state.status.isEnd else {
                throw BrokenRule("\(holding.cores) cores are held by \(holder), which has ended")
            }
            try BrokenRule.unless(
                holding == state.creation?.need.amount, "\(holder) holds \(holding), not its need")
        }
    }
}
