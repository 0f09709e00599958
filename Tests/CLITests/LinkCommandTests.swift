import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct LinkCommandTests {
  private func link(
    trackingURL: String = "https://go.example.com", _ arguments: String..., format: String = "table"
  ) async throws -> Outcome {
    let outcome = await run(
      ["link", "--format", format] + arguments,
      answer: always(GetProgramResponse(program: Program(slug: "shop", currency: "EUR", trackingUrl: trackingURL))))
    #expect(
      try outcome.calls.map { try $0.decodedRequest(GetProgramRequest.self) } == [GetProgramRequest(program: "shop")])
    return outcome
  }

  @Test func aLinkStandsAloneSoThatItCanBeCopied() async throws {
    let plain = try await link("--partner", "anna")
    #expect(plain.output == "https://go.example.com/t?program=shop&p=anna\n" && plain.errors.isEmpty)
    let full = try await link(
      "--partner", "anna", "--sub-id", "spring", "--campaign", "summer", "--to", "https://shop.example.com/?a=b&c#d")
    #expect(
      full.output == "https://go.example.com/t?program=shop&p=anna&c=summer&sid=spring"
        + "&to=https%3A%2F%2Fshop.example.com%2F%3Fa%3Db%26c%23d\n")
    let empty = try await link("--partner", "anna", "--sub-id", "", "--campaign", "", "--to", "")
    #expect(empty.output == plain.output)
  }

  @Test(arguments: [
    ("spring 2026", "spring%202026"), ("a+b&c=d#e?f%g/h", "a%2Bb%26c%3Dd%23e%3Ff%25g%2Fh"),
    ("~-._09AZaz", "~-._09AZaz"),
    ("grün", "gr%C3%BCn"), ("\u{1F600}", "%F0%9F%98%80"), ("\"<'>\u{1B}\n", "%22%3C%27%3E%1B%0A"),
  ])
  func aSubIDArrivesWhole(_ subID: String, _ encoded: String) async throws {
    let outcome = try await link("--partner", "anna", "--sub-id", subID)
    #expect(outcome.output == "https://go.example.com/t?program=shop&p=anna&sid=\(encoded)\n")
  }

  @Test(arguments: [
    ("https://go.example.com/", "https://go.example.com/t?"),
    ("https://go.example.com/aff", "https://go.example.com/aff/t?"),
    ("http://localhost:8080", "http://localhost:8080/t?"),
  ])
  func theHostIsTheProgramsOwn(_ trackingURL: String, _ start: String) async throws {
    #expect(try await link(trackingURL: trackingURL, "--partner", "anna").output.hasPrefix(start + "program=shop"))
  }

  @Test func aProgramWithoutTrackingURLHasALinkToThisMachine() async throws {
    let outcome = try await link(trackingURL: "", "--partner", "anna")
    #expect(outcome.status == 0 && outcome.output == "http://127.0.0.1:7480/t?program=shop&p=anna\n")
    #expect(outcome.errors.contains("has no tracking URL") && outcome.errors.contains("tributary program update shop"))
  }

  @Test func programsGetTheLinkByItsName() async throws {
    let json = try await link("--partner", "anna", format: "json")
    #expect(json.output == "{\n  \"link\": \"https://go.example.com/t?program=shop&p=anna\"\n}\n")
    let csv = try await link("--partner", "anna", format: "csv")
    #expect(csv.output == "link\r\nhttps://go.example.com/t?program=shop&p=anna\r\n")
  }

  @Test func aSubIDIsAsLongAsOneThatCounts() async throws {
    #expect(try await link("--partner", "anna", "--sub-id", String(repeating: "ü", count: 127)).status == 0)
    let outcome = await run(
      ["link", "--partner", "anna", "--sub-id", String(repeating: "ü", count: 128)],
      answer: always(GetProgramResponse()))
    #expect(outcome.status == ExitStatus.usage.rawValue && outcome.calls.isEmpty)
    let nobody = await run(["link"], answer: always(GetProgramResponse()))
    #expect(nobody.status == ExitStatus.usage.rawValue && nobody.calls.isEmpty)
  }
}
