import Logging
import Store
import Synchronization
import Testing
import Tracker

@testable import PartnerProgram
@testable import Web

/// Links while the database is not there: visitors are sent on all the same.
@Suite struct UnavailableStoreTests {
  /// Runs `body` with a shop whose links are recorded by a store that a test scripts.
  private func withShop(
    _ behaviour: ScriptedStore.Behaviour, wait: Duration = .seconds(30),
    _ body: (BrowserShop, ScriptedStore, CollectedLog) async throws -> Void
  ) async throws {
    let made = Mutex<ScriptedStore?>(nil)
    let log = CollectedLog()
    var options = TestWeb.Options()
    options.routes = { router, services in
      let store = ScriptedStore(over: services.store, behaviour)
      made.withLock { $0 = store }
      var limits = BrowserLimits()
      limits.visitWait = wait
      limits.formWait = wait
      guard
        let tracker = try? Tracker(
          store: store, browserLimits: limits, now: { Timestamp(microseconds: 1_700_000_000_000_000) })
      else { return }
      let scripted = WebServices(
        tracker: tracker, store: store, caller: services.caller, metrics: services.metrics, logger: log.logger,
        limits: services.limits)
      router.addLinkRoutes(scripted)
      router.addPixelRoutes(scripted)
      router.addFormRoutes(scripted)
    }
    try await withWeb(options) { web in
      try await body(BrowserShop(on: web), try #require(made.withLock { $0 }), log)
    }
  }

  @Test(arguments: [
    (StoreError.overloaded, "lost_overloaded" as StaticString), (.full("x"), "lost_disk_full"),
    (.stopped("x"), "lost_stopped"), (.io("x"), "lost_failed"), (.outcomeUnknown("x"), "lost_outcome_unknown"),
    (.notFound("partner"), "lost_refused"), (.failedPrecondition("x"), "lost_limit"),
  ])
  func aVisitThatIsLostIsCountedAndTheVisitorSentOn(error: StoreError, reason: StaticString) async throws {
    for behaviour in [ScriptedStore.Behaviour.refuse(error), .fail(error)] {
      try await withShop(behaviour) { shop, _, log in
        let answer = try await shop.web.get("/t?p=anna&sid=x")
        // No token: there is no visit that it could prove.
        #expect(answer.status == 302 && answer["location"] == "https://shop.example.com/")
        #expect(answer["set-cookie"]?.hasPrefix("tributary=") == true)
        #expect(shop.count(.links, reason) == 1)
        #expect(log.lines == ["a visitor was sent on without a recorded visit program=mugs reason=\(reason)"])
        #expect(try await shop.web.get("/pixel.gif?order_id=1").body == PixelImage.bytes)
        #expect(shop.count(.pixels, reason) == 1)
      }
    }
  }

  @Test func aCommitThatHangsKeepsNobody() async throws {
    try await withShop(.hang, wait: .milliseconds(50)) { shop, store, _ in
      // Several at once, and again later, so that the one task that ends waits is started anew.
      for round in 1...2 {
        try await withThrowingTaskGroup(of: Answer.self) { group in
          for _ in 0..<4 { group.addTask { try await shop.web.get("/t?p=anna") } }
          for try await answer in group {
            #expect(answer.status == 302 && answer["location"]?.contains("tributary=") == true)
            #expect(answer["set-cookie"] != nil)
          }
        }
        #expect(shop.count(.links, "late") == 4 * round)
      }
      #expect(try await shop.web.get("/pixel.gif?order_id=1").status == 200)
      // The disk is back: what was late is recorded after all, and is counted as nothing else.
      try store.release()
      try await shop.settle()
      #expect(try await shop.figures().visits == 8 && shop.count(.links, "counted") == 0)
      #expect(shop.count(.pixels, "unconfirmed") == 1)
    }
  }

  @Test func aFormThatIsLateOrLostCanBeSentAgain() async throws {
    let body = Array("email=a@b.example".utf8)
    let headers = [("content-type", "application/x-www-form-urlencoded")]
    try await withShop(.hang, wait: .milliseconds(50)) { shop, _, _ in
      let answer = try await shop.web.request("POST", "/f/mugs", headers: headers, body: body)
      #expect(answer.status == 503 && answer["retry-after"] == "5" && shop.count(.forms, "late") == 1)
    }
    try await withShop(.refuse(.overloaded)) { shop, _, _ in
      let answer = try await shop.web.request("POST", "/f/mugs", headers: headers, body: body)
      #expect(answer.status == 503 && answer["retry-after"] == "5" && shop.count(.forms, "lost_overloaded") == 1)
    }
    try await withShop(.fail(.failedPrecondition("x"))) { shop, _, _ in
      let answer = try await shop.web.request("POST", "/f/mugs", headers: headers, body: body)
      #expect(answer.status == 303 && shop.count(.forms, "evidence_full") == 1)
    }
  }
}
