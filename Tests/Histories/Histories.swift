import ArgumentParser
import TestValues

/// `tributary-histories`: random histories through a real server and a model of the rules, which must agree.
@main
struct Histories: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary-histories",
    abstract: "Run random histories through the server and a second, simple implementation of its rules.",
    discussion: "A seed always makes the same history. Build with `-c release`.")

  @Option(help: "How many histories.")
  var count = 10_000

  @Option(help: "The seed of the first history; each further one has the next number.")
  var seed: UInt64 = 1

  @Option(help: "How many events a history has at most.")
  var events = 40

  @Option(help: "Run only the history of this seed, and tell each event.")
  var one: UInt64?

  @Option(help: "How many histories run at the same time.")
  var workers = 2

  @Flag(help: "Send one order's click, sale, pixel and refunds in all 120 orders instead.")
  var permutations = false

  @Flag(help: "Send one order a thousand times at once instead.")
  var parallel = false

  @Flag(help: "Only test the model by cases that were worked out by hand.")
  var selfTest = false

  func validate() throws {
    guard count >= 1, events >= 5, (1...64).contains(workers) else {
      throw ValidationError("--count must be 1 or more, --events 5 or more, --workers 1 to 64.")
    }
  }

  func run() async throws {
    try await untilInterrupted { [self] in try await play() }
  }

  private func play() async throws {
    if selfTest {
      try runSelfTest()
    } else if permutations {
      try await orFailure { print("\(try await Permutations.run()) orders of arrival, 0 differences") }
    } else if parallel {
      try await orFailure {
        try await ParallelSends.run()
        print("2000 sends made one conversion")
      }
    } else if let one {
      try await runOne(one)
    } else {
      try await Workers(first: seed, count: count, events: 5...events, workers: workers).run()
    }
  }

  private func orFailure(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let difference as Difference {
      print(difference.text)
      throw ExitCode.failure
    }
  }

  private func runSelfTest() throws {
    let test = try SelfTest.run()
    print((test.failures + ["\(test.count) cases, \(test.failures.count) failures"]).joined(separator: "\n"))
    if !test.failures.isEmpty { throw ExitCode.failure }
  }

  private func runOne(_ seed: UInt64) async throws {
    let history = Generator.history(seed: seed, events: 5...events)
    print(history.lines.joined(separator: "\n"))
    var statistics = Statistics()
    if let difference = try await Shrinker.difference(of: history, statistics: &statistics) {
      print(difference.text)
      throw ExitCode.failure
    }
    print(statistics.lines.joined(separator: "\n"))
    print("agrees")
  }
}
