import TributaryClient

extension Model {
  /// Looks for whom a piece of evidence that has just come leads to.
  mutating func find(_ item: inout KnownEvidence, of order: inout KnownOrder) {
    switch item.claim {
    case .partner(let code):
      item.findings = [Finding(partner: code, isActive: isActive(code))]
    case .coupon(let code):
      if let partner = coupons[code.uppercased()] {
        item.findings = [Finding(partner: partner, isActive: isActive(partner))]
      }
    case .contact(let name):
      if let earlier = earlierName(ofContactNamed: name, in: order) {
        item.findings = earlier.findings
      } else if let referrer = referrer(of: name, for: order) {
        item.findings = [
          Finding(
            partner: referrer.credit.partner, subID: referrer.credit.subID, at: referrer.boundAt,
            page: referrer.credit.page, isActive: isActive(referrer.credit.partner))
        ]
      }
    case .click, .visitor: findClicks(&item, of: &order)
    case .forgedToken, .nothing: break
    }
  }

  /// Looks for the clicks of evidence, new or old: those that were not there before are added.
  mutating func findClicks(_ item: inout KnownEvidence, of order: inout KnownOrder) {
    switch item.claim {
    case .click(let id):
      if item.findings.isEmpty, let click = clicks.first(where: { $0.id == id }) {
        item.findings = [finding(click, order)]
      }
    case .visitor(let id):
      var known = item.findings
      for click in clicks where click.visitor == id && !known.contains(where: { $0.click == click.id }) {
        known.append(finding(click, order))
      }
      item.findings = touches(known, order)
    default: return
    }
    for finding in item.findings { order.activityOfClick[finding.click] = finding.isActive }
  }

  private func finding(_ click: KnownClick, _ order: KnownOrder) -> Finding {
    Finding(
      partner: click.partner, subID: click.subID, click: click.id, at: click.occurredAt, page: click.page,
      disposition: click.disposition, isActive: order.activityOfClick[click.id] ?? isActive(click.partner))
  }

  /// Which clicks of a visitor become candidates, latest first.
  private func touches(_ all: [Finding], _ order: KnownOrder) -> [Finding] {
    let latestFirst = all.sorted { $1.isEarlier(than: $0) }
    let start = order.occurredAt - order.terms.windowDays * LocalCalendar.microsecondsPerDay
    let inWindow = latestFirst.filter { $0.at >= start && $0.at <= order.occurredAt + Self.maximumLead }
    guard !inWindow.isEmpty else { return Array(latestFirst.filter { $0.at < start }.prefix(1)) }
    var chosen = Array(inWindow.prefix(50))
    if !chosen.contains(where: \.mayEarn), let earning = inWindow.first(where: \.mayEarn) { chosen.append(earning) }
    if order.terms.touch == .first, let first = inWindow.last(where: \.mayEarn),
      !chosen.contains(where: { $0.click == first.click })
    {
      chosen.append(first)
    }
    return chosen
  }
}

extension Finding {
  /// Whether it is a click that comes before another, by time and then by id.
  func isEarlier(than other: Finding) -> Bool {
    at != other.at ? at < other.at : comesBefore(click, other.click)
  }
}
