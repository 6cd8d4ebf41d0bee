import Glibc

/// `fuzz TARGET SEED ROUNDS CORPUS PROGRESS`: reads damaged inputs. The number of the round under way
/// stands in the file PROGRESS, so that it is known when the reader ends the process.
///
/// `input TARGET SEED ROUND CORPUS` prints the input of a round.
enum Fuzzing {
    static func run(_ arguments: [String]) throws {
        let (target, mutator) = (try target(arguments), try mutator(arguments, corpus: 3))
        let (rounds, read) = (try arguments.number(2), try target.reader(corpus: mutator.corpus))
        let progress = try Progress(try arguments.text(4))
        var accepted = 0
        for round in 0..<rounds {
            progress.set(round)
            if try read(mutator.input(round)) { accepted += 1 }
        }
        Child.say("\(rounds) inputs, \(accepted) accepted")
    }

    static func printInput(_ arguments: [String]) throws {
        _ = try target(arguments)
        let bytes = try mutator(arguments, corpus: 3).input(try arguments.number(2))
        Child.say(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    private static func target(_ arguments: [String]) throws -> FuzzTarget {
        let name = try arguments.text(0)
        guard let target = FuzzTarget(rawValue: name) else {
            let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            throw Wrong("\(name) is none of \(known)")
        }
        return target
    }

    private static func mutator(_ arguments: [String], corpus place: Int) throws -> Mutator {
        let folder = try arguments.text(place) + "/" + arguments.text(0)
        let names = try File.names(folder).sorted()
        guard !names.isEmpty else { throw Wrong("\(folder) is empty") }
        return Mutator(
            corpus: try names.map { try File.read("\(folder)/\($0)") },
            seed: try arguments.number(1))
    }

    /// A number in a file that survives its process.
    private struct Progress {
        private let memory: UnsafeMutableRawPointer

        init(_ path: String) throws {
            let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            let size = MemoryLayout<Int>.size
            guard file >= 0, ftruncate(file, size) == 0,
                let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
                memory != MAP_FAILED
            else { throw Wrong("\(path): code \(errno)") }
            close(file)
            self.memory = memory
        }

        func set(_ round: Int) { memory.storeBytes(of: round, as: Int.self) }
    }
}
