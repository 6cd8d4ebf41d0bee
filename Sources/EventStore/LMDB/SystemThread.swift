import Glibc

/// A thread of the operating system.
enum SystemThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on a thread of its own; `name` is for errors.
    static func start(
        _ name: String, _ body: @escaping @Sendable () -> Void
    ) throws(EventLogError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw .system(code, doing: "starting \(name)")
        }
        pthread_detach(thread)
    }
}
