import Domain

@testable import clotho

/// Jobs for the renderers; times are milliseconds since 1970.
enum Pictures {
    static let now: Int64 = 1_012_300
    private static let start: Int64 = 1_000_000

    /// A job of a guest and a host in the middle of its training.
    static var training: JobPicture {
        JobPicture(
            jobID: "202611210531440000000", status: .running,
            times: .init(created: start, started: start),
            components: [
                component("reader_0", "Reader", .success, took: 0..<400),
                component(
                    "data_transform_0", "DataTransform", .success, ["reader_0"], took: 400..<1300),
                component(
                    "intersection_0", "Intersection", .success, ["data_transform_0"],
                    took: 1300..<3300),
                component(
                    "hetero_lr_0", "HeteroLR", .running, ["intersection_0"], took: 3300..<3300,
                    progress: 58),
                component("evaluation_0", "Evaluation", .waiting, ["hetero_lr_0"]),
            ])
    }

    /// A fork, edges over several levels, and a join.
    static var fork: JobPicture {
        JobPicture(
            jobID: "202611210531440000001", status: .running,
            components: [
                component("reader_0", "Reader", .success),
                component("reader_1", "Reader", .success),
                component("binning_0", "HeteroFeatureBinning", .success, ["reader_0"]),
                component(
                    "binning_1", "HeteroFeatureBinning", .running, ["reader_1", "binning_0"]),
                component("statistics_0", "DataStatistics", .waiting, ["reader_0"]),
                component("union_0", "Union", .waiting, ["reader_0", "binning_1"]),
            ])
    }

    static func component(
        _ name: String, _ module: String, _ status: TaskStatus, _ upstream: [String] = [],
        took: Range<Int64>? = nil, progress: Double = 0
    ) -> JobPicture.Component {
        let times = JobPicture.Period(
            started: took.map { start + $0.lowerBound },
            ended: status.isEnd ? took.map { start + $0.upperBound } : nil)
        let parties = [("guest", "9999"), ("host", "10000")].map { role, id in
            JobPicture.Party(role: role, id: id, status: status, progress: progress, times: times)
        }
        return JobPicture.Component(
            name: name, module: module, status: status, upstream: upstream, parties: parties)
    }
}

extension [InkedLine] {
    /// The lines as they look without colours.
    var text: String { map(\.plainText).joined(separator: "\n") }
}
