import Domain
import TestKit
import Testing

@Suite struct TableTests {
    let name = TableName(namespace: "experiment", name: "t")!
    let origin = TableOrigin(kind: "upload", task: "t_upload_0_0")

    @Test func aTableIsReplacedOnlyWhenAsked() {
        var other = Samples.content
        other.digest = String(repeating: "cd", count: 32)
        let written = TableEvent.written(name, Samples.content, origin: origin)
        Scenario<TableDecider>.given(written)
            .when(.write(name, other, origin: origin, replacing: false))
            .thenRejected(.exists(name))
        Scenario<TableDecider>.given(written)
            .when(.write(name, other, origin: origin, replacing: true))
            .then(.written(name, other, origin: origin))
        Scenario<TableDecider>.given(written)
            .when(.write(name, Samples.content, origin: origin, replacing: false)).then()
    }

    @Test func aDeletedTableIsGone() {
        let written = TableEvent.written(name, Samples.content, origin: origin)
        Scenario<TableDecider>.given(written).when(.delete).then(.deleted(name))
        Scenario<TableDecider>.given(written, .deleted(name)).when(.delete)
            .thenRejected(.unknownTable)
    }
}
