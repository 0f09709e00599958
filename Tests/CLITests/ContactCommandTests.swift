import Synchronization
import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct ContactCommandTests {
  private static let contact = Contact(
    emails: [ContactName(value: "jo@example.com"), ContactName(value: "jo\u{1B}@example.com")],
    externalIds: [ContactName(value: "17")],
    firstReferrer: Referrer(partner: "anna", subId: "spring", orderId: "form-1", boundAtUs: noon), orders: 3,
    fields: [ContactField(name: "phone", value: "+49 1;\u{1B}"), ContactField(name: "size", value: "4=2")])

  @Test func aContactIsShownWithItsReferrers() async throws {
    let outcome = await run("contact", "show", "--email", "JO@example.com", answer: always(reply))
    #expect(
      try #require(outcome.calls.first).decodedRequest(GetContactRequest.self)
        == GetContactRequest(program: "shop", email: "JO@example.com"))
    #expect(
      outcome.output == """
        E-mail           jo@example.com, jo\\u{1B}@example.com
        Customer number  17
        First referrer   anna, SubID spring, by form-1 at 2026-01-31T12:00:00Z
        Last referrer    nobody
        Orders           3
        Field phone      +49 1;\\u{1B}
        Field size       4=2

        """)
  }

  @Test func programsGetTheContactWhole() async throws {
    let csv = await run("contact", "show", "--external-id", "17", "--format", "csv", answer: always(reply))
    #expect(
      try #require(csv.calls.first).decodedRequest(GetContactRequest.self)
        == GetContactRequest(program: "shop", externalId: "17"))
    #expect(
      csv.output == "emails,external_ids,first_partner,first_sub_id,first_order_id,first_bound_at,"
        + "last_partner,last_sub_id,last_order_id,last_bound_at,orders,fields\r\n"
        + "jo@example.com;jo\u{1B}@example.com,17,anna,spring,form-1,2026-01-31T12:00:00Z,,,,,3,phone=%2B49%201%3B%1B&size=4%3D2\r\n"
    )
    let json = await run("contact", "show", "--customer-id", "17", "--format", "json", answer: always(reply))
    #expect(json.output.contains("\"first_referrer\": {\n      \"partner\": \"anna\""))
    #expect(json.output.contains("\"last_referrer\": null"))
    #expect(json.output.contains("{\n        \"name\": \"size\",\n        \"value\": \"4=2\"\n      }"))
  }

  private var reply: GetContactResponse { GetContactResponse(contact: Self.contact) }

  @Test func anErasureThatIsSureIsNotAsked() async throws {
    let outcome = await run(
      "contact", "erase", "--email", "jo@example.com", "--yes", answer: always(EraseContactResponse(conversions: 4)))
    #expect(outcome.status == 0)
    #expect(
      try #require(outcome.calls.first).decodedRequest(EraseContactRequest.self)
        == EraseContactRequest(program: "shop", email: "jo@example.com"))
    #expect(outcome.output == "Conversions without it now  4\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func whereNobodyCanBeAskedNothingIsErased() async {
    let outcome = await run(
      "contact", "erase", "--email", "jo@example.com", answer: always(EraseContactResponse()))
    #expect(outcome.status == ExitStatus.usage.rawValue)
    #expect(outcome.errors.contains("hint: give --yes"))
    #expect(outcome.calls.isEmpty)
  }

  @Test(arguments: [("jo@example.com", true), ("jo@example.org", false), ("y", false), (nil, false)])
  func aPersonTypesTheNameAgain(_ typed: String?, _ isErased: Bool) async {
    let server = FakeServer(always(EraseContactResponse(conversions: 4)))
    let errors = Mutex("")
    let host = ConsoleHost(
      environment: usualEnvironment, inputIsTerminal: true, readAnswer: { typed }, writeOutput: { _ in },
      writeError: { text in errors.withLock { $0 += text } },
      makeClient: { _ in TributaryClient(transport: server, key: nil) })
    let status = await runTributary(["contact", "erase", "--email", "jo@example.com"], host: host)
    #expect(status == (isErased ? 0 : ExitStatus.usage.rawValue))
    #expect(server.calls.count == (isErased ? 1 : 0))
    #expect(
      errors.withLock { $0 }.hasPrefix(
        "This erases jo@example.com from shop for ever. Type the same again to go on: "))
  }
}
