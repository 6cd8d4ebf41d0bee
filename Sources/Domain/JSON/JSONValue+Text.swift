extension JSONValue {
    /// The JSON text, in the order of the members or with sorted keys.
    ///
    /// Without `indent` there is no white space; with it every item has its line. Keys sort by
    /// their UTF-8 bytes, as everywhere outside Swift. A `number` prints in the shortest form that
    /// reads back as the same `number`; one that is not finite has no JSON form and prints `null`.
    public func text(sortedKeys: Bool = false, indent: Int? = nil) -> String {
        String(decoding: utf8(sortedKeys: sortedKeys, indent: indent), as: UTF8.self)
    }

    /// The bytes of `text`.
    public func utf8(sortedKeys: Bool = false, indent: Int? = nil) -> [UInt8] {
        var printer = JSONPrinter(sortedKeys: sortedKeys, indent: indent)
        printer.append(self)
        return printer.bytes
    }
}
