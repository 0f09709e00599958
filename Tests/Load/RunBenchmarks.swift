import ArgumentParser
import Foundation
import TestValues
import TributaryConsole

/// `tributary-load run`, which is also what the program does without a subcommand.
struct RunBenchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Measure, print a table, and write JSON if asked.",
    discussion: """
      Absolute figures change from machine to machine; the ratios are the result. Build with `-c release` first.

        swift run -c release tributary-load
        swift run -c release tributary-load --short
        swift run -c release tributary-load --only clicks --only reports --json figures.json

      Benchmarks:
      \(BenchmarkName.allCases.map { "  \($0.rawValue.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.abstract)" }
        .joined(separator: "\n"))
      """)

  @Flag(help: "Small databases and two seconds a measurement: under three minutes in all, and rough.")
  var short = false

  @Option(help: ArgumentHelp("Measure only this; may be repeated.", valueName: "benchmark"))
  var only: [BenchmarkName] = []

  @Option(help: "Seconds that each rate is measured for. [default: 8, with --short 2]")
  var seconds: Double?

  @Option(help: ArgumentHelp("Write the figures to this file as well.", valueName: "file"), completion: .file())
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Where the databases of the run are made, on the disk that is to be measured. Default: the temporary directory.",
      valueName: "directory"), completion: .directory)
  var work: String?

  @Option(
    help: ArgumentHelp("The server to measure. Default: tributaryd beside this program.", valueName: "file"),
    completion: .file())
  var server: String?

  func validate() throws {
    guard (0.5...600).contains(seconds ?? 1) else {
      throw ValidationError("--seconds must be between 0.5 and 600.")
    }
  }

  func run() async throws {
    let setting = try BenchmarkSetting(
      server: server, work: work, isShort: short, seconds: seconds ?? (short ? 2 : 8))
    defer { setting.removeWork() }
    let figures = try await untilInterrupted { try await measure(setting) }
    print(FigureTable.text(figures), terminator: "")
    if let json {
      try FigureDocument(figures: figures, isShort: short).encoded().write(to: URL(filePath: json))
    }
  }

  private func measure(_ setting: BenchmarkSetting) async throws -> [Figure] {
    var figures: [Figure] = []
    for name in BenchmarkName.allCases where only.isEmpty || only.contains(name) {
      setting.tell(name.abstract)
      figures += try await name.benchmark.run(setting)
    }
    return figures
  }
}
