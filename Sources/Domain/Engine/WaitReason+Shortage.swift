extension WaitReason {
    /// What an engine lacks for a party: a reason for cores, one for memory, or both; at least one
    /// for what `ResourceAmount.covers` does not cover.
    public static func shortages(_ shortage: ResourceShortage, at party: Party) -> [WaitReason] {
        let jobs = Set(shortage.holders.map(\.job)).sorted { $0.text < $1.text }
        let held = jobs.isEmpty ? "" : "; held by " + jobs.map(\.text).joined(separator: ", ")
        return [(Code.cores, \ResourceAmount.cores), (.memory, \.memory)].compactMap { code, part in
            guard shortage.wanted[keyPath: part] > shortage.free[keyPath: part] else { return nil }
            let (unit, verb) = code == .memory ? ("of memory", "is") : ("cores", "are")
            let text = { (amount: ResourceAmount) in
                code == .memory ? MemorySize.text(amount.memory) : "\(amount.cores)"
            }
            return WaitReason(
                code: code, party: party, wanted: shortage.wanted, free: shortage.free, jobs: jobs,
                text: "\(party) wants \(text(shortage.wanted)) \(unit) of engine "
                    + "\(shortage.engine), \(text(shortage.free)) of \(text(shortage.total)) "
                    + "\(verb) free\(held)",
                engine: shortage.standing)
        }
    }
}
