extension TaskContext {
    /// The one table that the component reads, whatever its key.
    /// - Throws: `ComponentError` when there is none or more than one.
    public func onlyInput() throws(ComponentError) -> InputTable {
        let tables = inputs.values.flatMap { $0 }
        guard tables.count == 1 else {
            throw ComponentError("\(module) reads one table; the DSL gives it \(tables.count)")
        }
        return tables[0]
    }
}
