import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct FailureTests {
  @Test(arguments: [
    (StatusCode.invalidArgument, Int32(65)), (.outOfRange, 65), (.notFound, 66), (.unavailable, 69),
    (.deadlineExceeded, 69), (.cancelled, 69), (.internal, 70), (.unknown, 70), (.dataLoss, 70), (.alreadyExists, 73),
    (.failedPrecondition, 73), (.resourceExhausted, 75), (.aborted, 75), (.unimplemented, 76),
    (.unauthenticated, 77), (.permissionDenied, 77),
  ])
  func eachStatusCodeHasItsExitStatus(_ code: StatusCode, _ status: Int32) async {
    let outcome = await run("report", "--partner", "anna", answer: refusing(RPCError(code, "why")))
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("tributary: error: \(code.name): why\n"))
  }

  @Test func theHintNamesTheServerThatIsMissing() async {
    let outcome = await run("health", answer: refusing(RPCError(.unavailable, "connection refused")))
    #expect(
      outcome.errors == """
        tributary: error: UNAVAILABLE: connection refused
          hint: is tributaryd serving at localhost:7411?

        """)
  }

  @Test(arguments: [
    (["click", "--partner", "anna"], "it was recorded before with another value there"),
    (["lead", "--entry", "1"], "it was recorded before with another value there"),
    (["sale", "--order", "A", "--item", "1", "--currency", "EUR"], "it was recorded before with another value there"),
    (["refund", "--order", "A", "--full"], "it was recorded before with another value there"),
    (["account", "create", "acme"], "the name is taken; `tributary account update SLUG` changes"),
    (["program", "create", "mugs", "--currency", "EUR"], "the name is taken; `tributary program update SLUG` changes"),
    (["partner", "create", "anna"], "the name is taken; `tributary partner update CODE` changes"),
  ])
  func theHintToAConflictFitsTheCommand(_ arguments: [String], _ hint: String) async {
    let outcome = await run(arguments, answer: refusing(RPCError(.alreadyExists, "partner.code: is taken")))
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("\n  hint: \(hint)"), "\(outcome.errors)")
  }

  @Test func aMissingKeyIsAskedForAndAWrongOneReplaced() async {
    let refusal = refusing(RPCError(.unauthenticated, "a key is needed"))
    let missing = await run("health", environment: [:], answer: refusal)
    #expect(missing.errors.contains("hint: give --key, set TRIBUTARY_KEY, or write"))
    let wrong = await run("health", answer: refusal)
    #expect(wrong.errors.contains("hint: give another key by --key, TRIBUTARY_KEY"))
  }

  @Test func whatTheServerSaysCannotPlayWithTheTerminal() async {
    let outcome = await run("health", answer: refusing(RPCError(.notFound, "no \u{1B}[2Jservice\n")))
    #expect(outcome.errors == "tributary: error: NOT_FOUND: no \\u{1B}[2Jservice\\u{A}\n")
  }

  @Test func aServerThatDoesNotServeIsUnavailable() async {
    let healthy = await run("health", answer: always(HealthCheckResponse(status: .serving)))
    #expect(healthy.status == 0)
    #expect(healthy.output == "Status  serving\n")
    let draining = await run("health", "--format", "json", answer: always(HealthCheckResponse(status: .notServing)))
    #expect(draining.status == 69)
    #expect(draining.output == "{\n  \"status\": \"not_serving\"\n}\n")
  }

  @Test func withoutAProgramTheHintSaysHowToNameOne() async {
    let noProgram = await run(
      "report", environment: ["TRIBUTARY_ADDRESS": "localhost:1"], answer: always(GetPartnerReportResponse()))
    #expect(noProgram.status == 64)
    #expect(noProgram.errors.contains("TRIBUTARY_PROGRAM"))
    #expect(noProgram.calls.isEmpty)
  }

  @Test func outputThatCannotBeWrittenIsAFailure() async {
    let server = FakeServer(always(HealthCheckResponse(status: .serving)))
    let host = ConsoleHost(
      environment: usualEnvironment, writeOutput: { _ in throw CommandFailure(.outputFailed, "full") },
      writeError: { _ in }, makeClient: { _ in TributaryClient(transport: server, key: nil) })
    #expect(await runTributary(["health"], host: host) == 74)
    #expect(await runTributary(["--help"], host: host) == 74)
  }

  @Test func errorsAreColouredOnATerminalOnly() async {
    let plain = await run("nothing", answer: always(HealthCheckResponse()))
    #expect(plain.errors.hasPrefix("tributary: error: "))
    let coloured = await run("nothing", onTerminal: true, answer: always(HealthCheckResponse()))
    #expect(coloured.errors.hasPrefix("\u{1B}[1;31mtributary: error:\u{1B}[0m "))
    var environment = usualEnvironment
    environment["NO_COLOR"] = "1"
    let asked = await run("nothing", environment: environment, onTerminal: true, answer: always(HealthCheckResponse()))
    #expect(asked.errors == plain.errors)
  }
}
