import Foundation
import TestValues
import TributaryClient

/// Compares what a server and its database hold with what the log says must be there, once nothing is unanswered.
enum Oracle {
  /// Orders that are asked for one by one, besides those of events that are new: so that the time of a round does not
  /// grow with the history. The database file and the sums are compared in full.
  private static let olderOrders = 200

  /// Everything that is not as it must be.
  ///
  /// - Parameters:
  ///   - history: what the log tells.
  ///   - firstNewEvent: number of the first event that was not compared before.
  ///   - client: a client of the server that serves `data`.
  ///   - data: the data directory.
  ///   - random: decides which older orders are looked at.
  static func differences(
    _ history: History, since firstNewEvent: Int, through client: TributaryClient, data: URL,
    random: inout SplitMix64
  ) async throws -> [Difference] {
    let expectation = Expectation(history)
    let keys = selectedOrders(history, since: firstNewEvent, random: &random)
    let orders = keys.compactMap { key in expectation.orders[key].map { (key: key, order: $0) } }
    var differences = history.differences
    differences += compareAnswers(history, expectation)
    differences += compare(expectation, with: try StoredFacts(data: data), history)
    differences += try await compareConversions(orders, through: client)
    differences += try await compareContacts(of: orders, expectation, through: client)
    differences += try await compareSums(expectation, through: client)
    return differences
  }

  private static func selectedOrders(
    _ history: History, since firstNewEvent: Int, random: inout SplitMix64
  ) -> [OrderKey] {
    var older: Set<OrderKey> = []
    var new: Set<OrderKey> = []
    for event in history.events.values {
      guard case .conversion(let request) = event.call else { continue }
      let key = OrderKey(kind: request.kind == .refund ? .sale : request.kind, id: request.orderId)
      if event.number >= firstNewEvent { new.insert(key) } else { older.insert(key) }
    }
    let sorted = older.sorted { $0.id < $1.id }.shuffled(using: &random)
    return Array(new) + sorted.filter { !new.contains($0) }.prefix(olderOrders)
  }

  /// Compares acknowledgements with what is stored, where it cannot have changed since.
  private static func compareAnswers(_ history: History, _ expectation: Expectation) -> [Difference] {
    history.answers.flatMap { number, answers in
      answers.compactMap { answer in
        guard let event = history.events[number] else { return nil }
        switch (event.call, answer) {
        case (.click(let request), .click(let reply)):
          return expectation.clicks[request.clickId].flatMap { compare(reply, $0) }
        case (.conversion(let request), .conversion(let reply)):
          let order = expectation.orders[OrderKey(kind: request.kind, id: request.orderId)]
          return order.flatMap { compare(reply, to: request, $0) }
        default:
          return Difference("event \(number)", ["sent \(readableCall(event.call))", readableAnswer(answer)])
        }
      }
    }
  }

  private static func compare(_ reply: RecordClickResponse, _ click: ExpectedClick) -> Difference? {
    let isSame =
      reply.clickId == click.request.clickId && reply.visitorId == click.request.visitorId
      && reply.disposition == (click.isBot ? .bot : .counted) && reply.uniqueVisit == !click.isBot
    guard !isSame else { return nil }
    return Difference(
      "acknowledgement of click \(reply.clickId)",
      ["sent \(readable(click.request))", "acknowledged \(readable(reply))"])
  }

  private static func compare(
    _ reply: RecordConversionResponse, to request: RecordConversionRequest, _ order: ExpectedOrder
  ) -> Difference? {
    guard request.kind != .refund, order.wasDecidedAtOnce else { return nil }
    let amounts = [order.commissionMinor, order.parentCommissionMinor].filter { $0 != 0 }
    let isSame =
      reply.receipt?.partner == order.receipt.partner && reply.receipt?.rule == order.receipt.rule
      && reply.commissions.sorted { $0.tier < $1.tier }.map(\.amountMinor) == amounts
    guard !isSame else { return nil }
    return Difference(
      "acknowledgement of \(request.kind) \(request.orderId)",
      ["sent \(readable(request))", "must be \(readable(order.receipt)) \(amounts)", "acknowledged \(readable(reply))"])
  }
}
