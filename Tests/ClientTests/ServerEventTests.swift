import Testing

@testable import clotho

@Suite struct ServerEventTests {
    private let text =
        "id: 7\nevent: job.started\ndata: {\"a\":\ndata: 1}\n\n: alive\n\ndata: b\r\n\r\n"
    private let events = [
        ServerEvent(id: "7", name: "job.started", data: "{\"a\":\n1}"),
        ServerEvent(id: "7", name: "message", data: "b"),
    ]

    @Test func eventsEndWithAnEmptyLine() {
        var parser = ServerEventParser()
        #expect(parser.feed(text.utf8) == events)
    }

    @Test func piecesMayBeCutAnywhere() {
        var parser = ServerEventParser()
        #expect(text.utf8.flatMap { parser.feed([$0]) } == events)
    }

    @Test func theLineThatIsNotYetCompleteWaits() {
        var parser = ServerEventParser()
        #expect(parser.feed("data: é".utf8).isEmpty)
        #expect(parser.feed("\n\n".utf8) == [ServerEvent(data: "é")])
    }
}
