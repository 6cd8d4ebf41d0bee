/// Which start of the machine this is.
public enum BootID {
    /// The id that the kernel made when it started; empty where it tells none.
    public static let current: String = {
        let bytes = (try? SmallFile.read("/proc/sys/kernel/random/boot_id")) ?? nil
        return String(decoding: bytes ?? [], as: UTF8.self).filter { !$0.isWhitespace }
    }()
}
