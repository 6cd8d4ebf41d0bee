import Domain

/// A party's part of a job as it is to be created, with what it takes over from an earlier job.
struct PartyPart: Sendable {
    let creation: PartyCreation
    let inherited: [TaskInheritance]
}
