import EventStore
import Testing

@Suite struct TreeTileTests {
    @Test(
        arguments: [
            (0, 0, 256, "0/000"), (0, 1_234_067, 256, "0/x001/x234/067"),
            (1, 5, 7, "1/005.p/7"), (7, 0, 1, "7/000.p/1"), (2, 1_000, 255, "2/x001/000.p/255"),
        ] as [(Int, UInt64, Int, String)])
    func pathsAreThoseOfTheSpecification(
        _ level: Int, _ index: UInt64, _ width: Int, _ path: String
    ) throws {
        let tile = try #require(TreeTile(level: level, index: index, width: width))
        #expect(tile.path == path)
        #expect(TreeTile(path: path) == tile)
    }

    @Test(
        arguments: [
            "", "0", "0/", "0/0", "0/00", "0/0000", "0/x000/001", "8/000", "-1/000", "+0/000",
            "0/001/002", "0/x001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/",
            "0/000/p/1", "00/000", "0/x01/000", "7/001", "0/xx01/000", "0/000.p",
            "0/x999/x999/x999/x999/x999/x999/x999/999",
        ])
    func otherPathsAreRefused(_ path: String) { #expect(TreeTile(path: path) == nil) }
}
