import ArgumentParser
import TributaryConsole

/// Types commands of the command line client: shows them with a prompt, runs them, and shows what they print.
struct DemoShell {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  let address: String
  let program: String
  let key: String

  func run(_ arguments: [String]) async throws {
    try printLine("$ tributary \(arguments.joined(separator: " "))")
    var host = ConsoleHost.system
    host.environment["TRIBUTARY_ADDRESS"] = address
    host.environment["TRIBUTARY_PROGRAM"] = program
    host.environment["TRIBUTARY_KEY"] = key
    switch await runTributary(arguments, host: host) {
    case 0: break
    case ExitStatus.ioError.rawValue: throw OutputFailure(reason: "whoever read it is gone")
    default: throw Failed(description: "tributary \(arguments.joined(separator: " ")) failed")
    }
    try printLine("")
  }
}
