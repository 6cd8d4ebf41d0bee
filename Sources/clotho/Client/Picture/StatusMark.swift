import Domain

/// How a status looks: one character and its ink.
struct StatusMark: Equatable {
    let character: Character
    let ink: Ink

    init(_ status: TaskStatus) {
        switch status {
        case .waiting: self.init("○", .dim)
        case .running: self.init("●", .cyan)
        case .success, .pass: self.init("✓", .green)
        case .failed, .timeout: self.init("✗", .red)
        case .canceled: self.init("⊘", .yellow)
        }
    }

    init(_ status: JobStatus) {
        switch status {
        case .ready, .waiting: self.init("○", .dim)
        case .running: self.init("●", .cyan)
        case .success, .pass: self.init("✓", .green)
        case .failed, .timeout: self.init("✗", .red)
        case .canceled: self.init("⊘", .yellow)
        }
    }

    private init(_ character: Character, _ ink: Ink) {
        self.character = character
        self.ink = ink
    }
}
