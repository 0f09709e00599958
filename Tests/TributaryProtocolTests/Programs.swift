import ChildProcesses
import Foundation

/// The folder that holds `Package.swift`, found from where this file lies.
let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Runs a program, found as a shell finds it, to its end; it is killed when it takes longer than `seconds`.
func run(_ program: String, _ arguments: [String], seconds: Int = 120) async throws -> ProcessEnd {
  try await ChildProcess("/usr/bin/env", [program] + arguments, seconds: seconds).end()
}

/// Lends an empty folder to `body` and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "tributary-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}
