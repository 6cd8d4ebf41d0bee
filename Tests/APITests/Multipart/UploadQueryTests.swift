import Domain
import Testing

@testable import API

@Suite struct UploadQueryTests {
    @Test func aDocumentWithSignsThatClientsDoNotEscape() {
        let query = "%7B%22namespace%22:%20%22a+b%22,%22note%22:%22x&y=z#%22,%22head%22:1%7D"
        #expect(
            UploadQuery.members(of: query) == ["namespace": "a+b", "note": "x&y=z#", "head": 1])
    }

    @Test func aDocumentAsTheFirstKey() {
        #expect(UploadQuery.members(of: "%7B%22head%22%3A1%7D=") == ["head": 1])
    }

    @Test func pairs() {
        #expect(
            UploadQuery.members(of: "namespace=a%20b+c&head=1&flag")
                == ["namespace": "a b c", "head": "1", "flag": ""])
    }

    @Test func nothing() {
        #expect(UploadQuery.members(of: nil) == nil)
        #expect(UploadQuery.members(of: "") == nil)
    }

    @Test func numbersAndFlagsInAnyForm() throws {
        let parameters = try UploadParameters([
            "head": "1", "partition": 4, "drop": "true", "extend_sid": false,
            "table_name": "t", "namespace": "n", "with_meta": "1", "meta": "{\"delimiter\": \";\"}",
        ])
        #expect(parameters.members["head"] == 1)
        #expect(parameters.members["extend_sid"] == 0)
        #expect(parameters.members["with_meta"] == true)
        #expect(parameters.members["meta"] == ["delimiter": ";"])
        #expect(parameters.replaces)
        #expect(throws: Refusal.self) { try UploadParameters(["head": "yes"]) }
    }

    @Test func theJobThatFATEWouldSubmit() throws {
        let parameters = try UploadParameters([
            "head": 1, "partition": 4, "table_name": "t", "namespace": "n", "verbose": 1,
            "task_cores": 2,
        ])
        #expect(
            parameters.conf(file: "/f") == [
                "dsl_version": 2, "initiator": ["role": "local", "party_id": 0],
                "role": ["local": [0]],
                "job_parameters": ["common": ["task_cores": 2, "federated_mode": "SINGLE"]],
                "component_parameters": [
                    "role": [
                        "local": [
                            "0": [
                                "upload_0": [
                                    "head": 1, "partition": 4, "namespace": "n", "name": "t",
                                    "destroy": false, "file": "/f",
                                ]
                            ]
                        ]
                    ]
                ],
            ])
    }
}
