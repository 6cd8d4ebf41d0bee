extension PaillierPublicKey {
    /// Multiplies flat elements by others, place by place.
    func multiply(_ limbs: inout [UInt], by others: [UInt]) {
        transform(&limbs) { calculator, element, place in
            others.withUnsafeBufferPointer { others in
                guard let others = others.baseAddress else { return }
                calculator.multiply(element, element, others + place)
            }
        }
    }

    /// Flat plain numbers brought to Montgomery form.
    func entered(_ limbs: consuming [UInt]) -> [UInt] {
        transform(&limbs) { calculator, element, _ in calculator.enter(element) }
        return limbs
    }

    /// Flat elements brought back to plain numbers.
    func left(_ limbs: consuming [UInt]) -> [UInt] {
        transform(&limbs) { calculator, element, _ in calculator.leave(element) }
        return limbs
    }

    /// Applies `body` to each element; `place` is its first limb's.
    private func transform(
        _ limbs: inout [UInt],
        _ body: (
            borrowing MontgomeryRing.Calculator, _ element: UnsafeMutablePointer<UInt>,
            _ place: Int
        ) -> Void
    ) {
        let width = ring.width
        ring.compute { calculator in
            limbs.withUnsafeMutableBufferPointer { limbs in
                guard let start = limbs.baseAddress else { return }
                for place in stride(from: 0, to: limbs.count, by: width) {
                    body(calculator, start + place, place)
                }
            }
        }
    }
}
