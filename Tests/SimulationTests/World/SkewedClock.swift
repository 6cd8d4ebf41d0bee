import Domain
import Scheduler
import TestKit

/// The clock of one site: it shows another time than the world's and goes at the same speed.
struct SkewedClock: WallClock {
    let world: VirtualClock
    let skewMilliseconds: Int64

    func now() -> Timestamp { world.now().advanced(byMilliseconds: skewMilliseconds) }
    func wait(milliseconds: Int64) async { await world.wait(milliseconds: milliseconds) }
}
