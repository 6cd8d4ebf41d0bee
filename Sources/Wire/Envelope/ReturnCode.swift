/// FATE's `retcode` (FATE-Flow `entity/types.py`). It lives at the edge and nowhere below.
public enum ReturnCode: Int, Hashable, Sendable, CaseIterable {
    case success = 0
    case exception = 100
    case argument = 101
    case data = 102
    case operating = 103
    case federated = 104
    case connection = 105
    case running = 106
    case incompatible = 107
    case permission = 108
    case authentication = 109
}
