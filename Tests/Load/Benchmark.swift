import ArgumentParser
import Foundation

/// One part of the run: it starts what it measures, and ends it.
protocol Benchmark: Sendable {
  func run(_ setting: BenchmarkSetting) async throws -> [Figure]
}

/// The parts of a run, in their order.
enum BenchmarkName: String, CaseIterable, ExpressibleByArgument {
  case clicks, conversions, rpc
  case openLoop = "open-loop"
  case reports, web, overload, memory, start

  /// What it measures, in a few words.
  var abstract: String {
    switch self {
    case .clicks: "durable clicks over TCP beside the same statements without a network"
    case .conversions: "durable sales over TCP beside the same statements without a network"
    case .rpc: "the RPC runtime alone beside a bare TCP echo"
    case .reports: "reports and look-ups in a large database beside a small one, and while clicks are recorded"
    case .web: "links and pixels over HTTP beside an empty route of the same server"
    case .openLoop: "how long callers wait who call by the clock, at half of the peak"
    case .overload: "what becomes of three times as many calls as the server can do"
    case .memory: "memory at rest, of idle connections, and after many clicks"
    case .start: "from exec to the first answer with a large database beside an empty one, also after a kill"
    }
  }

  var benchmark: any Benchmark {
    switch self {
    case .clicks: ClickBenchmark()
    case .conversions: ConversionBenchmark()
    case .rpc: EchoBenchmark()
    case .reports: ReportBenchmark()
    case .web: WebBenchmark()
    case .openLoop: OpenLoopBenchmark()
    case .overload: OverloadBenchmark()
    case .memory: MemoryBenchmark()
    case .start: StartBenchmark()
    }
  }
}

/// What all parts of a run share.
struct BenchmarkSetting: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The path of `tributaryd`.
  let server: String
  /// Whether databases are small and times short.
  let isShort: Bool
  /// Seconds that a rate is measured for, after a warm-up of a fifth of it.
  let seconds: Double
  /// Databases that several parts look at, since they take long to make.
  let histories = Histories()
  private let work: URL

  /// - Throws: ``Failure`` when there is no server to measure, or no directory to work in.
  init(server: String?, work: String?, isShort: Bool, seconds: Double) throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tributaryd")
    self.server = server ?? beside.path
    self.isShort = isShort
    self.seconds = seconds
    guard FileManager.default.isExecutableFile(atPath: self.server) else {
      throw Failure(description: "\(self.server) is no program: build it, or name another by --server")
    }
    let parent = work.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    self.work = parent.appending(path: "tributary-load-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: self.work, withIntermediateDirectories: true)
  }

  /// A directory of the run that does not exist yet.
  func directory(_ name: String) -> URL {
    work.appending(path: "\(name)-\(UUID().uuidString)")
  }

  /// Removes every file of the run.
  func removeWork() {
    try? FileManager.default.removeItem(at: work)
  }

  /// Says on standard error what is going on.
  func tell(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
}
