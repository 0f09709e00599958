import ChildProcesses
import Foundation
import Testing

@Suite("tributaryd init") struct InitTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `prints the key alone on standard output, and words on standard error`() async throws {
    try await withTemporaryFolder { folder in
      let end = try await runTributaryd("init", "--data", folder + "/data")
      #expect(end.code == 0)
      let key = try #require(end.output.wholeMatch(of: /(tk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43})\n/)?.1)
      #expect(end.errors.contains("tributaryd serve --data \(folder)/data") && !end.errors.contains(key))
    }
  }

  @Test func `keeps what it makes from every other user`() async throws {
    try await withInstallation { installation in
      #expect(try mode(installation.data) == 0o700)
      for file in try FileManager.default.contentsOfDirectory(atPath: installation.data) {
        #expect(try mode(installation.data + "/" + file) == 0o600, "\(file)")
      }
    }
  }

  @Test func `does not touch a database that is there`() async throws {
    try await withInstallation { installation in
      let before = try Data(contentsOf: URL(filePath: installation.database))
      let end = try await runTributaryd("init", "--data", installation.data)
      #expect(end.code == 73 && end.output.isEmpty)
      #expect(end.errors.contains("there is a database in \(installation.data) already"))
      #expect(try Data(contentsOf: URL(filePath: installation.database)) == before)
    }
  }

  @Test func `leaves no database behind whose key nobody has seen`() async throws {
    try await withTemporaryFolder { folder in
      let script = #""$0" init --data "$1" > /dev/full"#
      let lost = try await ChildProcess("/bin/sh", ["-c", script, tributaryd, folder + "/data"]).end()
      #expect(lost.code == 74 && lost.errors.contains("standard output cannot be written"), "\(lost)")
      #expect(try await runTributaryd("init", "--data", folder + "/data").code == 0)
    }
  }

  @Test(arguments: ["d", "d/", "./d", "data", "a//b", "b/"])
  func `makes a directory that is named from where one is`(name: String) async throws {
    try await withTemporaryFolder { folder in
      let script = #"cd "$1" && mkdir a b && exec "$0" init --data "$2""#
      let end = try await ChildProcess("/bin/sh", ["-c", script, tributaryd, folder, name]).end()
      #expect(end.code == 0 && end.output.hasPrefix("tk_"), "\(end)")
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)/tributary.db"))
    }
  }

  @Test func `says why it cannot make the directory`() async throws {
    let end = try await runTributaryd("init", "--data", "/proc/none/data")
    #expect(end.code == 74 && end.output.isEmpty && end.errors.contains("/proc/none/data"))
  }
}
