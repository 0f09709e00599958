import ChildProcesses
import Foundation
import Testing

@Suite("tributaryd demo") struct DemoTests {
  @Test func `tells its story and leaves nothing behind`() async throws {
    try await withTemporaryFolder { folder in
      let end = try await runTributaryd("demo", "--exit", environment: ["TMPDIR": folder])
      #expect(end.code == 0, "\(end)")
      for part in ["newsletter-may", "youtube", "EPC", "pixel.gif", "mug-shop"] {
        #expect(end.output.contains(part), "\(part)")
      }
      #expect(!end.output.contains("Ctrl-C"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `goes on serving until it is interrupted, and leaves nothing behind then`() async throws {
    try await withTemporaryFolder { folder in
      let process = try ChildProcess(tributaryd, ["demo"], environment: ["TMPDIR": folder])
      for await line in process.lines where line.contains("Ctrl-C ends") { break }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
      process.signal(SIGINT)
      let end = await process.end()
      #expect(end.code == 0, "\(end)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `ends in order when nobody reads it any more`() async throws {
    try await withTemporaryFolder { folder in
      let script = #"{ "$0" demo --exit; echo "code $?" >&2; } | head -n 1"#
      let end = try await ChildProcess(
        "/bin/bash", ["-c", script, tributaryd], environment: ["TMPDIR": folder]
      ).end()
      #expect(end.errors.contains("code 74"), "\(end)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `refuses a port that is none`() async throws {
    #expect(try await runTributaryd("demo", "--exit", "--port", "70000").code == 64)
  }
}
