import Domain

/// The parameters of `Intersection`, checked (FATE 1.11 `param/intersect_param.py`).
struct IntersectionOptions: Sendable {
    enum Method: Sendable, Equatable {
        case ecdh(salt: String)
        case rsa(salt: String, keyBits: Int)
    }

    let method: Method
    let onlyKeys: Bool

    static let defaults: JSONObject = [
        "intersect_method": "rsa", "random_bit": 128, "sync_intersect_ids": true,
        "join_role": "guest", "only_output_key": false, "join_method": "inner_join",
        "with_encode": false, "new_sample_id": false, "sample_id_generator": "guest",
        "run_cache": false, "cardinality_only": false, "sync_cardinality": false,
        "cardinality_method": "ecdh", "run_preprocess": false, "repeated_id_process": false,
        "repeated_id_owner": "guest", "with_sample_id": false, "allow_info_share": false,
        "info_owner": "guest",
        "raw_params": [
            "use_hash": false, "salt": "", "hash_method": "none", "base64": false,
            "join_role": "guest",
        ],
        "rsa_params": [
            "salt": "", "hash_method": "sha256", "final_hash_method": "sha256",
            "split_calculation": false, "random_base_fraction": nil, "key_length": 1024,
            "random_bit": 128,
        ],
        "dh_params": ["salt": "", "hash_method": "sha256", "key_length": 1024],
        "ecdh_params": ["salt": "", "hash_method": "sha256", "curve": "curve25519"],
    ]

    init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        method = try Self.method(reader)
        onlyKeys = try reader.bool("only_output_key")
        _ = try reader.text("join_method", of: ["inner_join"])
        _ = try reader.text("join_role", of: ["guest", "host"])
        _ = try reader.text("repeated_id_owner", of: ["guest"])
        guard try reader.bool("sync_intersect_ids") else {
            throw reader.refusal(
                "sync_intersect_ids",
                "is not supported: without it the parties would hold different rows")
        }
        try Self.refuseTheUnsupported(reader)
    }

    private static func method(_ reader: ParameterReader) throws(ComponentError) -> Method {
        switch try reader.requiredText("intersect_method") {
        case "ecdh":
            let ecdh = reader.nested("ecdh_params")
            _ = try ecdh.text("hash_method", of: ["sha256"])
            _ = try ecdh.text("curve", of: ["curve25519"])
            return .ecdh(salt: try ecdh.text("salt") ?? "")
        case "rsa": return try rsa(reader.nested("rsa_params"))
        case "raw":
            throw reader.refusal(
                "intersect_method", "would show the other side every id; use ecdh or rsa")
        case "dh":
            throw reader.refusal("intersect_method", "is not supported; use ecdh, its faster form")
        default: throw reader.refusal("intersect_method", "must be ecdh or rsa")
        }
    }

    private static func rsa(_ rsa: ParameterReader) throws(ComponentError) -> Method {
        _ = try rsa.text("hash_method", of: ["sha256"])
        _ = try rsa.text("final_hash_method", of: ["sha256"])
        try rsa.refuse("split_calculation", because: "the host holds the only key")
        guard rsa.value("random_base_fraction") == nil else {
            throw rsa.refusal(
                "random_base_fraction", "is not supported: every id has a blinding of its own")
        }
        let bits = try rsa.integer("key_length", in: 1024...8192)
        guard bits % 64 == 0 else { throw rsa.refusal("key_length", "must be a multiple of 64") }
        return .rsa(salt: try rsa.text("salt") ?? "", keyBits: bits)
    }

    private static func refuseTheUnsupported(_ reader: ParameterReader) throws(ComponentError) {
        try reader.refuse("cardinality_only", because: "the next component needs rows")
        try reader.refuse("run_cache", because: "masks are drawn anew for every run")
        try reader.refuse("run_preprocess", because: "the exact methods are fast enough")
        try reader.refuse("with_encode", because: "it is for the raw method")
        try reader.refuse("new_sample_id", because: "new row ids are derived from match ids")
        try reader.refuse("allow_info_share", because: "the parties share no other columns")
    }
}
