import NIOCore
import ProtobufC
import TTRPC
import Testing
import TributaryClient

@Suite struct PagesTests {
  /// A server of three pages of partners, each named by its token.
  private static let threePages: FakeTransport.Answer = { (call: OutgoingCall) throws(RPCError) in
    guard let request = try? call.decodedRequest(ListPartnersRequest.self) else {
      throw RPCError(.invalidArgument, "no request")
    }
    let next = ["": "2", "2": "3", "3": ""][request.pageToken] ?? ""
    return encoded(
      ListPartnersResponse(
        partners: [Partner(program: request.program, code: "p" + request.pageToken)], nextPageToken: next))
  }

  @Test func everyPageIsFetchedOnceAndInOrder() async throws {
    let transport = FakeTransport(Self.threePages)
    let tributary = TributaryClient(transport: transport, key: nil)
    var codes: [String] = []
    for try await page in tributary.partnerPages(program: "shop", pageSize: 1) { codes += page.partners.map(\.code) }
    #expect(codes == ["p", "p2", "p3"])
    let requests = try transport.calls.map { try $0.decodedRequest(ListPartnersRequest.self) }
    #expect(requests.map(\.pageToken) == ["", "2", "3"])
    #expect(requests.allSatisfy { $0.program == "shop" && $0.pageSize == 1 })
  }

  @Test func aPageIsFetchedOnlyWhenItIsAskedFor() async throws {
    let transport = FakeTransport(Self.threePages)
    let pages = TributaryClient(transport: transport, key: nil).partnerPages(program: "shop")
    var iterator = pages.makeAsyncIterator()
    #expect(transport.calls.isEmpty)
    _ = try await iterator.next()
    #expect(transport.calls.count == 1)
  }

  @Test func aReportBeginsWhereTheRequestSays() async throws {
    let transport = FakeTransport(reply: GetPartnerReportResponse(timeZone: "UTC"))
    let request = GetPartnerReportRequest(program: "shop", keys: [.day], pageSize: 7, pageToken: "t")
    var pages = 0
    for try await _ in TributaryClient(transport: transport, key: nil).partnerReportPages(request) { pages += 1 }
    #expect(pages == 1)
    #expect(try transport.calls.map { try $0.decodedRequest(GetPartnerReportRequest.self) } == [request])
  }

  @Test func aTokenThatLeadsBackEndsTheReading() async {
    let transport = FakeTransport(reply: ListAccountsResponse(nextPageToken: "again"))
    var pages = 0
    let error = await #expect(throws: TributaryError.self) {
      for try await _ in TributaryClient(transport: transport, key: nil).accountPages() {
        pages += 1
        guard pages < 3 else { break }
      }
    }
    #expect(error?.code == .internal)
    #expect(pages == 1)
  }
}
