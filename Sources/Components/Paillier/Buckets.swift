/// Elements gathered by the digit of their exponent, for one digit place at a time.
struct Buckets {
    private let digitBits: Int
    private let width: Int
    private var elements: [UInt]
    private var isFilled: [Bool]
    private var running: [UInt]

    /// Empty buckets for the digits 1 to `2^digitBits - 1`.
    init(digitBits: Int, ring: MontgomeryRing) {
        self.digitBits = digitBits
        width = ring.width
        elements = [UInt](repeating: 0, count: width << digitBits)
        isFilled = [Bool](repeating: false, count: 1 << digitBits)
        running = [UInt](repeating: 0, count: ring.width)
    }

    /// Multiplies an element into the bucket of its digit; digit 0 contributes nothing.
    mutating func add(
        _ element: UnsafePointer<UInt>, digit: Int,
        _ calculator: borrowing MontgomeryRing.Calculator
    ) {
        guard digit != 0 else { return }
        let place = digit * width
        elements.withUnsafeMutableBufferPointer { elements in
            guard let start = elements.baseAddress else { return }
            if isFilled[digit] {
                calculator.multiply(start + place, start + place, element)
            } else {
                (start + place).update(from: element, count: width)
            }
        }
        isFilled[digit] = true
    }

    /// Moves `total` up by one digit place, multiplies the buckets into it, each `digit` times, and
    /// empties them.
    mutating func close(into total: inout [UInt], _ calculator: borrowing MontgomeryRing.Calculator)
    {
        var isRunning = false
        total.withUnsafeMutableBufferPointer { total in
            running.withUnsafeMutableBufferPointer { running in
                elements.withUnsafeBufferPointer { elements in
                    guard let total = total.baseAddress, let running = running.baseAddress,
                        let start = elements.baseAddress
                    else { return }
                    for _ in 0..<digitBits { calculator.multiply(total, total, total) }
                    for digit in stride(from: isFilled.count - 1, to: 0, by: -1) {
                        if isFilled[digit] {
                            let bucket = start + digit * width
                            if isRunning {
                                calculator.multiply(running, running, bucket)
                            } else {
                                running.update(from: bucket, count: width)
                                isRunning = true
                            }
                            isFilled[digit] = false
                        }
                        if isRunning { calculator.multiply(total, total, running) }
                    }
                }
            }
        }
    }
}
