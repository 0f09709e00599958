import Foundation
import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct OutputTests {
  @Test func aReaderThatIsGoneIsNoError() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let failure = #expect(throws: CommandFailure.self) { try writeAll("some\n", to: ends[1]) }
    #expect(failure == .readerIsGone)
    #expect(failure?.lines(style: Style(isEnabled: true)) == "")
  }

  @Test func anOutputThatCannotBeWrittenIsOne() {
    let failure = #expect(throws: CommandFailure.self) { try writeAll("some\n", to: -1) }
    #expect(failure?.status == .outputFailed)
    #expect(failure?.lines(style: .plain).hasPrefix("tributary: error: the output cannot be written: ") == true)
  }

  @Test func aCommandWhoseReaderIsGoneEndsInSilence() async {
    let server = FakeServer(always(HealthCheckResponse(status: .serving)))
    let host = ConsoleHost(
      environment: usualEnvironment, writeOutput: { _ in throw CommandFailure.readerIsGone },
      writeError: { if !$0.isEmpty { Issue.record("said: \($0)") } },
      makeClient: { _ in TributaryClient(transport: server, key: nil) })
    #expect(await runTributary(["health"], host: host) == ExitStatus.outputFailed.rawValue)
  }
}
