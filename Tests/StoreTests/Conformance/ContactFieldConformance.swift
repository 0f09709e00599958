import PartnerProgram
import Store
import Testing

@Suite("What forms tell of contacts")
struct ContactFieldConformance {
  private static let carol = Customer(email: "carol@example.com", externalID: "C-7")

  @Test(arguments: Backend.allCases)
  func whatWasSentLastIsKeptWhicheverArrivedFirst(_ backend: Backend) async throws {
    let sent: [(order: String, field: (String, String), at: Int64)] = [
      ("F-1", ("phone", "1"), 0), ("F-1", ("phone", "2"), 5), ("F-2", ("phone", "3"), 9), ("F-2", ("size", "42"), 1),
      ("F-3", ("phone", "30"), 9), ("F-3", ("Phone", "other"), 2),
    ]
    for start in sent.indices {
      let open = try backend.make()
      let shop = try await Shop(in: open.store)
      for offset in sent.indices {
        let (order, field, second) = sent[(start + offset) % sent.count]
        try await shop.form(order, [field], at: Shop.start + second, customer: Self.carol)
      }
      #expect(try await shop.fields(of: "CAROL@example.com") == ["Phone=other", "phone=30", "size=42"])
    }
  }

  @Test(arguments: Backend.allCases)
  func aRepeatAndAnotherNameReachTheSameContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let first = try await shop.form("F-1", [("phone", "1")], customer: Customer(email: "carol@example.com"))
    let again = try await shop.form(
      "F-1", [("size", "42")], at: Shop.start + 1, customer: Customer(email: "carol@example.com"))
    #expect(!first.isReplayed && again.isReplayed, "nothing else of it is new")
    try await shop.form("F-2", [("city", "Ulm")], customer: Customer(email: "carol@example.com", externalID: "C-7"))
    try await shop.form("F-3", [("pet", "cat")], customer: Customer(externalID: "C-7"))
    try await shop.form("F-4", [("phone", "of another")], customer: Customer(email: "dave@example.com"))
    #expect(try await shop.fields(of: "carol@example.com") == ["city=Ulm", "pet=cat", "phone=1", "size=42"])
    #expect(try await shop.fields(of: "dave@example.com") == ["phone=of another"])
    try await shop.sale("A-1", [100], at: Shop.start + 9, customer: Self.carol)
    #expect(try await shop.fields(of: "carol@example.com").count == 4, "an order without fields changes none")
    try await open.reopen()
    #expect(try await shop.moved(to: open.store).fields(of: "carol@example.com").count == 4)
  }

  @Test(arguments: Backend.allCases)
  func testsAndPeopleWithoutNameLeaveNothing(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.form("F-1", [("phone", "1")], customer: Self.carol, isTest: true)
    #expect(try await shop.fields(of: "carol@example.com") == [])
    let nobody = try await shop.form("F-2", [("phone", "1")], customer: Customer())
    #expect(nobody.receipt.winner == nil)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func thirtyTwoAreKeptAndTheOldestGo(_ backend: Backend) async throws {
    for isBackwards in [false, true] {
      let open = try backend.make()
      let shop = try await Shop(in: open.store)
      let numbers = Array(10..<50)
      for number in isBackwards ? numbers.reversed() : numbers {
        try await shop.form(
          "F-\(number)", [("f\(number)", "x")], at: Shop.start + Int64(number), customer: Self.carol)
      }
      #expect(try await shop.fields(of: "carol@example.com") == (18..<50).map { "f\($0)=x" }, "\(isBackwards)")
    }
  }

  @Test(arguments: Backend.allCases)
  func theyGoWithTheContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    for customer in [Self.carol, Customer(email: "dave@example.com")] {
      try await shop.form("F-\(customer.email)", [("phone", "of \(customer.email)")], customer: customer)
    }
    _ = try await shop.store.perform(
      .eraseContact(program: shop.program.id, name: try #require(ContactName.externalID("C-7"))))
    #expect(try await shop.fields(of: "dave@example.com") == ["phone=of dave@example.com"])
    try await shop.form("F-9", [("size", "42")], at: Shop.start + 1, customer: Self.carol)
    #expect(try await shop.fields(of: "carol@example.com") == ["size=42"], "nothing of the contact that was erased")
    try await shop.expectConsistent()
  }
}
