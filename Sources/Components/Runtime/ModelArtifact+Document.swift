public import Domain

extension ModelArtifact {
    /// The document that is stored beside the log: `{"module", "meta", "param"}`.
    public var document: JSONValue {
        ["module": .string(module), "meta": .object(meta), "param": .object(parameters)]
    }

    /// Reads a stored document.
    /// - Throws: `ComponentError` naming the member that is not as written.
    public init(document: JSONValue) throws(ComponentError) {
        guard let module = document.object?["module"]?.string else {
            throw ComponentError("The stored model does not say which module made it")
        }
        guard let meta = document.object?["meta"]?.object,
            let parameters = document.object?["param"]?.object
        else { throw ComponentError("The stored model of \(module) has no meta and param") }
        self.init(module: module, meta: meta, parameters: parameters)
    }
}
