import TTRPC
import Testing
import TributaryClient

@Suite struct TributaryErrorTests {
  @Test(arguments: StatusCode.allCases.filter { $0 != .ok })
  func whatTheServerAnswersIsThrown(_ code: StatusCode) async {
    let transport = FakeTransport(error: RPCError(code, "why"))
    let error = await #expect(throws: TributaryError.self) {
      try await TributaryClient(transport: transport, key: nil).health()
    }
    #expect(error?.code == code)
    #expect(error?.message == "why")
    #expect(error?.field == nil)
    #expect(error?.description == "\(code.name): why")
  }

  @Test(arguments: [
    ("order_id: is missing", "order_id"),
    ("items[2].sku: is too long: 129 bytes", "items[2].sku"),
    ("customer.email: \"x: y\" is none", "customer.email"),
    ("Order: is missing", nil),
    ("the items: are too many", nil),
    ("order_id:is missing", nil),
    ("order_id", nil),
    (": nothing", nil),
    ("", nil),
  ])
  func theFieldIsTheNameBeforeTheColon(_ message: String, _ field: String?) {
    #expect(TributaryError(.invalidArgument, message).field == field)
    #expect(TributaryError(.alreadyExists, message).field == field)
    #expect(TributaryError(.notFound, message).field == nil)
  }
}
