import PartnerProgram
import Store
import Testing

@Suite("Limits of an order")
struct LimitConformance {
  private func coupons(_ numbers: Range<Int>) -> [EvidenceSubmission] { numbers.map { .coupon("C-\($0)") } }

  @Test(arguments: Backend.allCases)
  func anOrderKeepsSoMuchEvidence(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let limit = EvidenceItem.maximumItemsOfOrder
    await expectPrecondition("evidence: ") { try await shop.sale("A-0", [10], coupons(0..<limit + 1)) }
    #expect(try await !shop.sale("A-0", [10]).isReplayed, "what failed is not kept")
    try await shop.sale("A-1", [10], coupons(0..<limit - 1))
    await expectPrecondition("evidence: the order A-1 has \(limit - 1) pieces") {
      try await shop.sale("A-1", [10], coupons(limit..<limit + 2))
    }
    let full = try await shop.sale("A-1", [10], coupons(0..<limit))
    #expect(full.receipt.candidates.count == limit)
    #expect(try await shop.sale("A-1", [10], coupons(0..<limit)).isReplayed, "known evidence is always taken")
    await expectPrecondition("evidence: ") {
      try await shop.sale("A-1", [10], customer: Customer(email: "carol@example.com"))
    }
    #expect(try await shop.recordedSale("A-1").customerEmail.isEmpty)
    let contact = try await open.store.contact(
      program: shop.program.id, name: try #require(ContactName.email("carol@example.com")))
    #expect(contact == nil)
    // The same evidence twice is one piece, and the many clicks of a visitor are one.
    let visitor = VisitorID(rawValue: Shop.id())
    for number in 0..<Int64(limit + 8) { try await shop.click(shop.alice, at: Shop.start + number, visitor: visitor) }
    let many = try await shop.sale(
      "A-2", [10], at: Shop.start + Shop.day, coupons(0..<limit - 1) + coupons(0..<limit - 1) + [.visitor(visitor)])
    #expect(many.receipt.candidates.count == limit - 1 + limit + 8)
    try await shop.expectConsistent()
  }

  /// Half of the refunds wait for their order.
  @Test(arguments: Backend.allCases)
  func anOrderKeepsSoManyRefunds(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let limit = RefundSettlement.maximumRefundsOfOrder
    let lane = CollectingLane()
    func submit(_ numbers: Range<Int>) throws {
      for number in numbers {
        try open.store.submit(
          shop.refundCommand("A-1", "R-\(number)", [1], at: Shop.start + 1), ticket: Ticket(number), lane: lane)
      }
    }
    try submit(0..<limit - 3)
    try open.store.submit(
      shop.saleCommand("A-1", [10_000], [.partner(shop.alice)]), ticket: Ticket(limit), lane: lane)
    try submit(limit - 3..<limit)
    let outcomes = await lane.outcomes(limit + 1)
    #expect(outcomes.allSatisfy { if case .conversion = $0 { true } else { false } })
    await expectPrecondition("1000 refunds already") { try await shop.refund("A-1", "MORE", [1]) }
    #expect(try await shop.refund("A-1", "R-0", [1]).isReplayed)
    let figures = try await shop.figures(shop.alice)
    #expect(figures.refunds == Int64(limit) && figures.reversedMinor == -100)
    try await shop.refund("A-2", "MORE", [1])
    try await shop.expectConsistent()
  }
}
