import PartnerProgram
import Store
import Testing

@Suite("Keys that sign pixels")
struct PixelKeyConformance {
  private func entry(_ open: OpenStore, _ shop: Shop) throws -> ProgramEntry {
    try #require(open.store.directory.program(id: shop.program.id))
  }

  @Test(arguments: Backend.allCases)
  func aProgramHasOneFromTheFirstMoment(_ backend: Backend) async throws {
    let open = try backend.make()
    let first = try await Shop(in: open.store, name: "a")
    let second = try await Shop(in: open.store, name: "b")
    let keys = try [first, second].flatMap { try entry(open, $0).pixelKeys }
    #expect(keys.count == 2 && Set(keys.map(\.secret)).count == 2 && keys.allSatisfy { $0.createdAt == Shop.start })
    for key in keys {
      #expect(key.id.wholeMatch(of: /[a-z0-9]{8}/) != nil && key.secret.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
    }
    let secrets = try [first, second].map { try entry(open, $0).formSecret }
    #expect(secrets.allSatisfy { $0.count == 16 && Set($0).count > 1 } && secrets[0] != secrets[1])

    // Neither changes with the program, or when the store is opened anew.
    _ = try await first.setBrowsing(landingURL: "https://shop.example/")
    try await first.setOverride(first.alice, sku: "hat", percentE4: 1)
    #expect(try entry(open, first).pixelKeys == [keys[0]] && entry(open, first).formSecret == secrets[0])
    try await open.reopen()
    #expect(try entry(open, first).pixelKeys == [keys[0]] && entry(open, first).formSecret == secrets[0])
  }

  @Test(arguments: Backend.allCases)
  func theNewestTwoVerify(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, name: "a")
    let other = try await Shop(in: open.store, name: "b")
    let first = try #require(try entry(open, shop).pixelKeys.first)
    let others = try entry(open, other).pixelKeys
    // The order is that of the rotations, also when the clock has gone back.
    let second = try await shop.rotatePixelKey(at: Shop.start - Shop.day)
    #expect(second.createdAt == Shop.start - Shop.day && second.secret != first.secret && second.id != first.id)
    #expect(try entry(open, shop).pixelKeys == [second, first])
    let third = try await shop.rotatePixelKey()
    #expect(try entry(open, shop).pixelKeys == [third, second])
    #expect(try entry(open, other).pixelKeys == others)
    try await open.reopen()
    #expect(try entry(open, shop).pixelKeys == [third, second])
    await expectMissing {
      try await open.store.perform(.rotatePixelKey(program: ProgramID(rawValue: 99), at: Shop.start))
    }
  }
}
