/// How the bytes of a payload are written.
public enum PayloadCodec: UInt8, Sendable, CaseIterable {
    /// Protocol Buffers.
    case protobuf = 1
}
