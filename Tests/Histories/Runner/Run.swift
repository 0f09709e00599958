import TributaryClient

/// One run of a history through a server and the model.
struct Run {
  let world: World
  let history: History
  var model: Model
  var statistics = Statistics()
  /// Which partner the last reply about an order named.
  var partners: [String: String] = [:]

  var program: String { model.slug }
  var client: TributaryClient { world.client }

  /// Makes the history's account, program and partners in a world.
  init(_ history: History, in world: World) async throws {
    world.histories += 1
    world.now = history.start
    let slug = "h\(world.histories)"
    var program = history.program
    program.slug = slug
    program.account = slug
    self.world = world
    self.history = history
    model = Model(program, partners: history.partners, now: history.start, token: try world.tokens())
    _ = try await client.createAccount(Account(slug: slug, plan: .pro, partnerCenter: true))
    _ = try await client.createProgram(program)
    for partner in history.partners {
      var partner = partner
      partner.program = slug
      _ = try await client.createPartner(partner)
    }
    statistics.histories = 1
  }

  /// Runs a history, compares everything at its end, and hands the run to `body`.
  ///
  /// - Throws: ``Difference`` for the first one.
  static func run<Outcome>(
    _ history: History, in world: World, _ body: (Run) async throws -> Outcome
  ) async throws -> Outcome {
    var run = try await Run(history, in: world)
    for (position, event) in history.events.enumerated() {
      do {
        try await run.perform(event)
      } catch var difference as Difference {
        difference.event = position
        throw difference
      }
      run.statistics.events += 1
    }
    try await run.compareAll()
    run.countEnd()
    return try await body(run)
  }

  /// Runs a history, and checks the store as a whole.
  static func run(_ history: History, in world: World, statistics: inout Statistics) async throws {
    let found = try await run(history, in: world) { run in
      if history.seed.isMultiple(of: 4) {
        // What was decided and counted stays when the clicks go.
        try await world.purgeClicks(of: run.program)
        try await run.compareAll()
      }
      return run.statistics
    }
    let lines = try await world.check()
    if !lines.isEmpty { throw Difference(kind: "check", lines: lines) }
    statistics.add(found)
  }

  private mutating func perform(_ event: Event) async throws {
    switch event {
    case .wait(let microseconds):
      world.now += microseconds
      model.now = world.now
    case .restart:
      statistics.count("runs", "restarts")
      try await world.restart()
    case .click(let request): try await click(request)
    case .convert(let request, let token): try await convert(request, token)
    case .updatePartner(var partner):
      partner.program = program
      try await same("UpdatePartner") {
        try await $0.updatePartner(partner)
      } model: {
        $0.update(partner)
      }
    case .updateProgram(var changed):
      changed.slug = program
      try await same("UpdateProgram") {
        try await $0.updateProgram(changed)
      } model: {
        $0.update(changed)
      }
    case .createCoupon(var coupon):
      coupon.program = program
      try await same("CreateCoupon") {
        try await $0.createCoupon(coupon)
      } model: {
        try $0.create(coupon)
      }
    case .deleteCoupon(let code):
      let slug = program
      try await same("DeleteCoupon") {
        try await $0.deleteCoupon(code, program: slug)
      } model: {
        try $0.deleteCoupon(code)
      }
    case .setOverride(var override):
      override.program = program
      try await same("SetCommissionOverride") {
        try await $0.setCommissionOverride(override)
      } model: {
        $0.set(override)
      }
    case .deleteOverride(let partner, let sku):
      let slug = program
      try await same("DeleteCommissionOverride") {
        try await $0.deleteCommissionOverride(program: slug, partner: partner, sku: sku)
      } model: {
        try $0.deleteOverride(OverrideKey(partner: partner, sku: sku))
      }
    case .eraseContact(let request): try await erase(request)
    case .adjust(let request): try await adjust(request)
    case .payOut(let request): try await payOut(request)
    case .compareAll: try await compareAll()
    }
  }

  /// Requires that both do a thing, or refuse it with the same code.
  private mutating func same<Reply: Sendable>(
    _ kind: String, _ server: (TributaryClient) async throws -> Reply,
    model change: (inout Model) throws -> Void
  ) async throws {
    let client = client
    let actual = try await Answer<Bool> {
      _ = try await server(client)
      return true
    }
    let expected = try Answer<Bool>.ofModel {
      try change(&model)
      return true
    }
    if case .refused(let refusal) = expected { statistics.count("refusals", refusal.code.name) }
    if case (.refused(let left), .refused(let right)) = (expected, actual), left.code == right.code { return }
    try actual.require(expected, kind)
  }

  private mutating func countEnd() {
    for orderID in Set(model.refunds.map(\.orderID)) {
      for settlement in model.settlements(of: orderID) {
        statistics.count("refunds at the end", "\(settlement.status)")
      }
    }
    for balance in model.balances() where balance.approvedMinor < 0 && balance.paidMinor < 0 {
      statistics.count("runs", "clawbacks")
    }
  }
}

extension PersonName {
  /// The name by which a request asks for a contact.
  init(email: String, number: String) {
    self = email.isEmpty ? .number(number) : .email(normalisedAddress(email) ?? "")
  }
}
