import TributaryClient

extension Model {
  private static let repeatPeriod = 10 * LocalCalendar.microsecondsPerSecond

  /// - Parameter visitor: the visitor's id in the server's reply, for a click that names none.
  mutating func click(_ request: RecordClickRequest, visitor: String) throws(Refusal) -> RecordClickResponse {
    let occurredAt = try moment(request.occurredAtUs)
    if let earlier = clicks.first(where: { $0.id == request.clickId }) {
      if earlier.partner != request.partner { throw Refusal(code: .alreadyExists, field: "partner") }
      if earlier.subID != request.subId { throw Refusal(code: .alreadyExists, field: "sub_id") }
      return reply(earlier, replayed: true)
    }
    let (disposition, isUnique) = judge(request, at: occurredAt)
    let click = KnownClick(
      id: request.clickId, partner: request.partner, subID: request.subId,
      visitor: request.visitorId.isEmpty ? visitor : request.visitorId, occurredAt: occurredAt,
      day: calendar.day(of: occurredAt), page: reportedPage(request.landingUrl), disposition: disposition,
      isUnique: isUnique)
    clicks.append(click)
    // In the order in which they happened, so that the first referrer of a contact is the earliest.
    let waiting = orders.indices.filter { orders[$0].waits(for: click) }.sorted {
      let (left, right) = (orders[$0], orders[$1])
      return left.occurredAt != right.occurredAt
        ? left.occurredAt < right.occurredAt : comesBefore(left.id, right.id)
    }
    for position in waiting { decide(position) }
    return reply(click, replayed: false)
  }

  private func reply(_ click: KnownClick, replayed: Bool) -> RecordClickResponse {
    RecordClickResponse(
      clickId: click.id, visitorId: click.visitor, clickToken: token(click.id), disposition: click.disposition,
      uniqueVisit: click.isUnique, replayed: replayed)
  }

  private func judge(_ request: RecordClickRequest, at time: Int64) -> (ClickDisposition, isUnique: Bool) {
    if request.userAgent.contains("Googlebot") { return (.bot, false) }
    guard isActive(request.partner) else { return (.inactivePartner, false) }
    var last: Int64?
    for click in clicks
    where !request.visitorId.isEmpty && click.visitor == request.visitorId && click.partner == request.partner
      && click.subID == request.subId && click.disposition == .counted
    {
      last = max(last ?? click.occurredAt, click.occurredAt)
    }
    guard let last else { return (.counted, true) }
    if abs(time - last) < Self.repeatPeriod { return (.repeat, false) }
    return (.counted, time - last >= LocalCalendar.microsecondsPerDay)
  }
}

extension KnownOrder {
  /// Whether a click that was recorded after it may decide it anew.
  fileprivate func waits(for click: KnownClick) -> Bool {
    evidence.contains { item in
      switch item.claim {
      case .click(let id): id == click.id && item.findings.isEmpty
      case .visitor(let id): id == click.visitor && click.occurredAt <= occurredAt + Model.maximumLead
      default: false
      }
    }
  }
}
