import ChildProcesses
import Foundation
import Testing

/// Runs other_implementation.py, which is Google's implementation for Python, over lines of input.
///
/// - Returns: the lines that it printed.
func otherImplementation(_ mode: String, _ input: [String]) async throws -> [String] {
  try await withTemporaryFolder { folder in
    let generated = try await run(
      "protoc",
      [
        "-I", repositoryRoot.appending(path: "Protos").path(), "--python_out", folder.path(),
        "tributary/v1/tracking.proto", "tributary/v1/programs.proto", "grpc/health/v1/health.proto",
      ])
    try #require(generated.code == 0, "\(generated.errors)")
    let file = folder.appending(path: "input")
    try Data(input.joined(separator: "\n").utf8).write(to: file)
    let script = repositoryRoot.appending(path: "Tests/TributaryProtocolTests/other_implementation.py")
    let result = try await run("/usr/bin/python3", ["-B", script.path(), mode, folder.path(), file.path()])
    try #require(result.code == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }
}

/// Bytes as hexadecimal digits, the form in which they travel to Python and back.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}

/// The bytes that lower-case hexadecimal digits name.
func decodedHexadecimal(_ digits: some StringProtocol) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var high: UInt8?
  for digit in digits.utf8 {
    let value = digit < UInt8(ascii: "a") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "a") &+ 10
    try #require(value < 16)
    if let first = high {
      bytes.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  try #require(high == nil)
  return bytes
}
