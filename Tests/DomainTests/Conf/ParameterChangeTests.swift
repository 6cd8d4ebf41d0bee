import Domain
import Testing

/// Parameters that an ended job gets for its next round.
@Suite struct ParameterChangeTests {
    private let conf: JSONValue = [
        "role": ["guest": [1]],
        "job_parameters": [
            "common": ["task_cores": 4, "auto_retries": 1],
            "role": ["guest": ["0": ["auto_retries": 2, "task_cores": 2]]],
        ],
        "component_parameters": [
            "common": ["lr": ["alpha": 0.1, "init": ["method": "zeros", "seed": 1]]]
        ],
    ]

    @Test func componentParametersAreMergedAtAnyDepth() throws {
        let change = try ParameterChange(
            jobParameters: nil,
            componentParameters: [
                "common": ["lr": ["init": ["seed": 2]]],
                "role": ["guest": ["0": ["reader": ["table": ["name": "t"]]]]],
            ])
        let new = change.applied(to: conf).object?["component_parameters"]
        #expect(
            new == [
                "common": ["lr": ["alpha": 0.1, "init": ["method": "zeros", "seed": 2]]],
                "role": ["guest": ["0": ["reader": ["table": ["name": "t"]]]]],
            ])
        #expect(change.componentNames == ["lr", "reader"])
    }

    /// What counts for one role only would hide the change.
    @Test func aJobParameterCountsForAllRoles() throws {
        let change = try ParameterChange(
            jobParameters: ["common": ["auto_retries": 5]], componentParameters: nil)
        let new = change.applied(to: conf).object?["job_parameters"]
        #expect(
            new == [
                "common": ["task_cores": 4, "auto_retries": 5],
                "role": ["guest": ["0": ["auto_retries": 5, "task_cores": 2]]],
            ])
    }

    @Test func otherJobParametersAreRefusedByName() {
        for (parameters, field) in [
            (["common": ["task_cores": 2]], "job_parameters.common.task_cores"),
            (["role": ["guest": ["0": ["timeout": 2]]]], "job_parameters.role"),
            (["common": 3], "job_parameters.common"), (3, "job_parameters"),
        ] as [(JSONValue, String)] {
            let error = #expect(throws: ConfError.self) {
                try ParameterChange(jobParameters: parameters, componentParameters: nil)
            }
            #expect(error?.field == field)
            #expect(error?.message.contains(field) == true)
        }
        let error = #expect(throws: ConfError.self) {
            try ParameterChange(
                jobParameters: nil, componentParameters: ["common": ["lr": 3]])
        }
        #expect(error?.field == "component_parameters.common.lr")
    }

    @Test func nothingIsNoChange() throws {
        #expect(try ParameterChange(jobParameters: nil, componentParameters: .null).isEmpty)
    }
}
