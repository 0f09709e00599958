import Foundation

/// What a process takes of the machine, as Linux tells it in `/proc` (proc(5)).
struct ProcessUsage: Sendable {
  let process: pid_t

  /// Processor time that it has used so far, in its own code and in the kernel's.
  func processorTime() throws -> Duration {
    // The second field is the program's name in parentheses, which may hold spaces.
    let fields = try text(of: "stat").split(separator: ")").last?.split(separator: " ") ?? []
    // utime and stime are fields 14 and 15, in clock ticks.
    guard fields.count > 12, let user = Int64(fields[11]), let system = Int64(fields[12]) else {
      throw BenchmarkSetting.Failure(description: "the processor time of process \(process) cannot be read")
    }
    return .nanoseconds((user + system) * 1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
  }

  /// Memory that it holds in RAM, in bytes.
  func residentBytes() throws -> Int { try bytes("VmRSS") }

  /// The most memory that it has held in RAM so far, in bytes.
  func peakResidentBytes() throws -> Int { try bytes("VmHWM") }

  private func bytes(_ field: String) throws -> Int {
    let line = try text(of: "status").split(separator: "\n").first { $0.hasPrefix("\(field):") }
    guard let match = line?.firstMatch(of: /(\d+) kB/), let kilobytes = Int(match.1) else {
      throw BenchmarkSetting.Failure(description: "the memory of process \(process) cannot be read")
    }
    return kilobytes * 1_024
  }

  private func text(of file: String) throws -> String {
    try String(contentsOf: URL(filePath: "/proc/\(process)/\(file)"), encoding: .utf8)
  }
}
