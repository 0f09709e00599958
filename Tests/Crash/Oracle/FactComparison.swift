import TributaryClient

extension Oracle {
  /// Compares the database file with what must be stored: nothing is missing, nothing is there twice, nothing else is
  /// there.
  static func compare(_ expectation: Expectation, with facts: StoredFacts, _ history: History) -> [Difference] {
    var differences = compareClicks(expectation, facts, history)
    differences += compareConversions(expectation, facts, history)
    if facts.unconfirmed != 0 {
      differences.append(Difference("pixels", ["none was sent", "stored \(facts.unconfirmed)"]))
    }
    return differences
  }

  private static func compareClicks(
    _ expectation: Expectation, _ facts: StoredFacts, _ history: History
  ) -> [Difference] {
    let times = Dictionary(facts.clicks.map { ($0.id, $0.occurredAt) }) { first, _ in first }
    let expected = expectation.clicks.map { id, click in (Subject.click(id), click.stored(timeByServer: times[id])) }
    return compare(expected, with: facts.clicks.map { (Subject.click($0.id), $0) }, history)
  }

  private static func compareConversions(
    _ expectation: Expectation, _ facts: StoredFacts, _ history: History
  ) -> [Difference] {
    let stored = facts.conversions.map { (subject(of: $0), $0) }
    let found = Dictionary(stored.map { ($0.0, $0.1) }) { first, _ in first }
    let expected = expectation.orders.flatMap { key, order in order.stored(key, beside: found) }
    let wrongIdentifiers = history.identifiers.compactMap { subject, acknowledged -> Difference? in
      let stored = found[subject].map { Set([$0.id]) } ?? []
      guard stored != acknowledged else { return nil }
      return Difference(
        "\(subject) has another id", history.lines(of: subject) + ["stored \(stored.sorted())"])
    }
    return compare(expected, with: stored, history) + wrongIdentifiers
  }

  private static func subject(of stored: StoredFacts.Conversion) -> Subject {
    let kind = ConversionKind(rawValue: stored.kind)
    return kind == .refund ? .refund(order: stored.order, refund: stored.refund) : .order(kind, stored.order)
  }

  private static func compare<Fact: Hashable>(
    _ expected: [(subject: Subject, fact: Fact)], with stored: [(subject: Subject, fact: Fact)], _ history: History
  ) -> [Difference] {
    var left = Dictionary(grouping: stored, by: \.subject).mapValues { $0.map(\.fact) }
    var differences = expected.compactMap { subject, fact -> Difference? in
      let found = left.removeValue(forKey: subject) ?? []
      guard found != [fact] else { return nil }
      let what = found.isEmpty ? "is missing" : found.count == 1 ? "differs" : "is there \(found.count) times"
      return Difference(
        "\(subject) \(what)", history.lines(of: subject) + ["must be \(fact)"] + found.map { "stored \($0)" })
    }
    differences += left.map { subject, found in
      Difference("\(subject) was never sent", found.map { "stored \($0)" })
    }
    return differences
  }
}

extension ExpectedClick {
  /// - Parameter timeByServer: when the server says that it happened, which counts when it was left to it.
  fileprivate func stored(timeByServer: Int64?) -> StoredFacts.Click {
    StoredFacts.Click(
      id: request.clickId, partner: request.partner, visitor: request.visitorId, subID: request.subId,
      occurredAt: request.occurredAtUs == 0 ? timeByServer ?? 0 : request.occurredAtUs, landingURL: request.landingUrl,
      disposition: (isBot ? ClickDisposition.bot : .counted).rawValue)
  }
}

extension ExpectedOrder {
  /// The rows that the order and its refunds must have.
  ///
  /// - Parameter found: those that there are, for what the server decides: ids, and times that were left to it.
  fileprivate func stored(
    _ key: OrderKey, beside found: [Subject: StoredFacts.Conversion]
  ) -> [(subject: Subject, fact: StoredFacts.Conversion)] {
    var rows: [(subject: Subject, fact: StoredFacts.Conversion)] = []
    if let request {
      let subject = Subject.order(key.kind, key.id)
      let fact = StoredFacts.Conversion(
        id: found[subject]?.id ?? "", kind: key.kind.rawValue, order: key.id, refund: "", partner: receipt.partner,
        subID: receipt.subId, currency: currency, baseMinor: request.baseMinor,
        occurredAt: request.occurredAtUs == 0 ? found[subject]?.occurredAt ?? 0 : request.occurredAtUs, email: email,
        ledgerMinor: commissionMinor + parentCommissionMinor)
      rows.append((subject, fact))
    }
    for refund in settledRefunds {
      let subject = Subject.refund(order: key.id, refund: refund.request.refundId)
      let waits = request == nil
      let fact = StoredFacts.Conversion(
        id: found[subject]?.id ?? "", kind: ConversionKind.refund.rawValue, order: key.id,
        refund: refund.request.refundId, partner: receipt.partner, subID: receipt.subId,
        currency: waits && !refund.request.currency.isEmpty ? refund.request.currency : currency,
        baseMinor: refund.takenMinor,
        occurredAt: refund.request.occurredAtUs == 0 ? found[subject]?.occurredAt ?? 0 : refund.request.occurredAtUs,
        email: "",
        ledgerMinor: -refund.reversalMinor - refund.parentReversalMinor)
      rows.append((subject, fact))
    }
    return rows
  }
}
