import Domain

/// Shows a job while it runs: drawn in place on a terminal, as lines elsewhere, as JSON on demand.
struct JobDisplay {
    private let isJSON: Bool
    private var screen = LiveScreen()
    private var transcript = JobTranscript()
    private var lastData: JSONValue?

    init(isJSON: Bool) { self.isJSON = isJSON }

    /// How often to draw again so that the elapsed time moves; `nil` where nobody watches.
    var refreshInterval: Duration? {
        !isJSON && Terminal.current.isInteractive ? .milliseconds(200) : nil
    }

    /// Shows the job as it is now.
    mutating func show(_ picture: JobPicture, _ data: JSONValue) {
        let terminal = Terminal.current
        if isJSON {
            if data != lastData { Terminal.writeLine(data.text()) }
            lastData = data
        } else if terminal.isInteractive {
            let drawing = JobDrawing(picture: picture, now: UnixTime.now)
            let lines = drawing.lines(columns: terminal.columns, rows: terminal.rows)
            Terminal.write(screen.frame(lines, on: terminal))
        } else {
            transcript.changes(to: picture, now: UnixTime.now).forEach(Terminal.writeLine)
        }
    }
}
