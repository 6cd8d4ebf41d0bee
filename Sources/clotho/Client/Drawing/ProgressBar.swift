import Domain

/// How far a component is, as a bar and a percentage.
enum ProgressBar {
    /// A bar that fills exactly a width; while nothing has begun there is no percentage.
    static func line(_ component: JobPicture.Component, width: Int) -> InkedLine {
        let room = max(0, width - 6)
        let filled = Int((component.progress / 100 * Double(room)).rounded(.down))
        let ink = StatusMark(component.status).ink
        var line = InkedLine(String(repeating: "█", count: filled), ink)
        line.append(String(repeating: "░", count: room - filled), .dim)
        line.append(percentage(component), component.status == .waiting ? .dim : .plain)
        return line.clipped(to: width)
    }

    /// Six columns: ` 100 %`.
    private static func percentage(_ component: JobPicture.Component) -> String {
        guard component.status != .waiting else { return "      " }
        let number = String(Int(component.progress.rounded(.down)))
        return String(repeating: " ", count: 4 - number.count) + number + " %"
    }
}
