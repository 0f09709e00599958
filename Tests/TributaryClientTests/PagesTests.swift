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

  @Test func everyListIsAskedForWithItsFilterSizeAndToken() async throws {
    func requests<Page, Request: Message>(
      _ answer: Page, as type: Request.Type, _ pages: (TributaryClient) -> Pages<Page>
    ) async throws -> [Request] where Page: Message {
      let transport = FakeTransport(reply: answer)
      var iterator = pages(TributaryClient(transport: transport, key: nil)).makeAsyncIterator()
      _ = try await iterator.next()
      _ = try? await iterator.next()
      return try transport.calls.map { try $0.decodedRequest(type) }
    }
    #expect(
      try await requests(ListCouponsResponse(nextPageToken: "2"), as: ListCouponsRequest.self) {
        $0.couponPages(program: "shop", pageSize: 7)
      } == ["", "2"].map { ListCouponsRequest(program: "shop", pageSize: 7, pageToken: $0) })
    #expect(
      try await requests(ListCampaignsResponse(nextPageToken: "2"), as: ListCampaignsRequest.self) {
        $0.campaignPages(program: "shop", pageSize: 7)
      } == ["", "2"].map { ListCampaignsRequest(program: "shop", pageSize: 7, pageToken: $0) })
    #expect(
      try await requests(
        ListCommissionOverridesResponse(nextPageToken: "2"), as: ListCommissionOverridesRequest.self
      ) { $0.commissionOverridePages(program: "shop", pageSize: 7) }
        == ["", "2"].map { ListCommissionOverridesRequest(program: "shop", pageSize: 7, pageToken: $0) })
    #expect(
      try await requests(ListBalancesResponse(nextPageToken: "2"), as: ListBalancesRequest.self) {
        $0.balancePages(program: "shop", partner: "anna", pageSize: 7)
      } == ["", "2"].map { ListBalancesRequest(program: "shop", partner: "anna", pageSize: 7, pageToken: $0) })
    #expect(
      try await requests(ListPayoutsResponse(nextPageToken: "2"), as: ListPayoutsRequest.self) {
        $0.payoutPages(program: "shop", pageSize: 7)
      } == ["", "2"].map { ListPayoutsRequest(program: "shop", pageSize: 7, pageToken: $0) })
    #expect(
      try await requests(ListPayoutLinesResponse(nextPageToken: "2"), as: ListPayoutLinesRequest.self) {
        $0.payoutLinePages(payout: "2026-01", program: "shop", pageSize: 7)
      } == ["", "2"].map { ListPayoutLinesRequest(program: "shop", payout: "2026-01", pageSize: 7, pageToken: $0) })
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
